namespace LlmAspire.MockLlm.Calls;

/// <summary>How a call ended.</summary>
internal enum CallEnd
{
    /// <summary>It has not ended.</summary>
    Running,

    /// <summary>The whole answer left.</summary>
    Completed,

    /// <summary>It got an error instead of an answer.</summary>
    Refused,

    /// <summary>An error event ended its stream.</summary>
    Failed,

    /// <summary>The script ended it early.</summary>
    Died,

    /// <summary>The client left first.</summary>
    ClientGone,
}
