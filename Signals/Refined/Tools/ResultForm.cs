namespace LlmAspire.Signals.Refined.Tools;

/// <summary>What the result of a tool call is by its structure.</summary>
internal enum ResultForm
{
    /// <summary>Data, with whatever words in it.</summary>
    Data,

    /// <summary>Data that says: nothing found.</summary>
    EmptyData,

    /// <summary>No characters at all.</summary>
    Blank,

    /// <summary>Its structure says that the call failed.</summary>
    Error,

    /// <summary>Plain text: its words decide.</summary>
    Text,

    /// <summary>It starts as JSON and breaks off.</summary>
    BrokenJson,
}
