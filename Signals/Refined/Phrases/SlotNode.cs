namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>One token.</summary>
/// <param name="Slot">Which tokens fit.</param>
internal sealed record SlotNode(PatternSlot Slot) : PatternNode;
