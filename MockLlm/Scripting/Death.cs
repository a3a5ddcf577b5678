namespace LlmAspire.MockLlm.Scripting;

/// <summary>How an answer dies before its end.</summary>
internal enum Death
{
    /// <summary>The connection is reset: the client's next read fails.</summary>
    Reset,

    /// <summary>The connection is closed (FIN) in the middle of the body.</summary>
    Close,

    /// <summary>The HTTP body ends as it should, but the answer in it is cut short: no terminal event.</summary>
    Truncate,
}
