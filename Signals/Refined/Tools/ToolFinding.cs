using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>A failure or exhaustion that a result states.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Confidence">How sure, from 0 to 1.</param>
/// <param name="Start">Where the words start in <paramref name="Text"/>.</param>
/// <param name="Length">How many characters they take.</param>
/// <param name="Text">The text of the error.</param>
internal sealed record ToolFinding(SignalType Type, string Rule, double Confidence, int Start, int Length, string Text);
