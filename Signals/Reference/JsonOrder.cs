namespace LlmAspire.Signals.Reference;

/// <summary>Which members of a JSON value are sorted by name when it is written.</summary>
internal enum JsonOrder
{
    /// <summary>Those of the value itself.</summary>
    OuterSorted,

    /// <summary>Those of every level.</summary>
    AllSorted,
}
