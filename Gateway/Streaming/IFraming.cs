namespace LlmAspire.Gateway.Streaming;

/// <summary>One way in which documents are laid into an answer's body.</summary>
internal interface IFraming
{
    /// <summary>Reads the next bytes of the body.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <returns>
    /// Where in them the line, frame or byte begins that completed the terminal event; 0 when that began before them; -1 when they do not
    /// complete it.
    /// </returns>
    int Feed(ReadOnlySpan<byte> chunk);

    /// <summary>The body has ended; what stands open is taken as far as it came.</summary>
    void Complete();
}
