namespace LlmAspire.Signals.Reference;

/// <summary>What the reference's rules work out about a row without looking at others; this one: nothing.</summary>
internal class RowFacts
{
    /// <summary>The facts of a row that is not analyzed.</summary>
    public static readonly RowFacts None = new();
}
