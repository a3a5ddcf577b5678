namespace LlmAspire.Gateway.Streaming;

/// <summary>Sees the bytes of one answer as they pass, and cannot change them.</summary>
internal interface IAnswerObserver
{
    /// <summary>Whether the bytes so far end the answer, as an SDK sees it.</summary>
    bool IsTerminal { get; }

    /// <summary>Whether they have a part of the answer in them: not only a role, a comment or a ping.</summary>
    bool HasToken { get; }

    /// <summary>Looks at the next bytes.</summary>
    /// <param name="chunk">The bytes, valid during the call.</param>
    /// <returns>Where the terminal event begins in them, -1 when they do not complete it.</returns>
    int Feed(ReadOnlySpan<byte> chunk);

    /// <summary>The answer has ended, well or not.</summary>
    void Complete();
}
