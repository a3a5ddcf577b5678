namespace LlmAspire.MockLlm.Scripting;

/// <summary>How lines end on the wire; all three are allowed in server-sent events.</summary>
internal enum LineEnding
{
    /// <summary>LF, as providers send it.</summary>
    Lf,

    /// <summary>CR LF.</summary>
    CrLf,

    /// <summary>CR.</summary>
    Cr,
}
