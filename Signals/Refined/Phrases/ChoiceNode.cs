namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>One of several parts.</summary>
internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Parts) : PatternNode;
