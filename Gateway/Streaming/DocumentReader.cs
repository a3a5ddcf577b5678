namespace LlmAspire.Gateway.Streaming;

/// <summary>Hands the JSON documents of an answer to a sink, one after the other, each in parts of any size.</summary>
internal sealed class DocumentReader
{
    private readonly JsonScanner _scanner;

    /// <summary>Reads for <paramref name="sink"/>.</summary>
    /// <param name="root">The map of what it wants.</param>
    /// <param name="sink">Who is told.</param>
    public DocumentReader(JsonPlace root, IWireSink sink)
    {
        Sink = sink;
        _scanner = new JsonScanner(root, sink);
    }

    /// <summary>Who is told.</summary>
    public IWireSink Sink { get; private set; }

    /// <summary>Whether a document has begun and not ended.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the document is complete.</summary>
    public bool IsDone => _scanner.IsDone;

    /// <summary>Whether the document cannot be followed any further.</summary>
    public bool IsBroken => _scanner.IsBroken;

    /// <summary>Reads for another sink from the next document on; an open one is forgotten.</summary>
    /// <param name="root">The map of what it wants.</param>
    /// <param name="sink">Who is told.</param>
    public void Retarget(JsonPlace root, IWireSink sink)
    {
        Sink = sink;
        IsOpen = false;
        _scanner.Retarget(root, sink);
    }

    /// <summary>A document starts.</summary>
    /// <param name="streamed">Whether it is one of a stream.</param>
    public void Begin(bool streamed)
    {
        IsOpen = true;
        _scanner.Reset();
        Sink.BeginDocument(streamed);
    }

    /// <summary>Reads on in it.</summary>
    /// <param name="bytes">Its next bytes.</param>
    /// <returns>How many of them were read: all, unless it was completed, or broken, by one before the last.</returns>
    public int Feed(ReadOnlySpan<byte> bytes) => _scanner.Feed(bytes);

    /// <summary>The document ends, complete or not.</summary>
    public void End()
    {
        IsOpen = false;
        Sink.EndDocument(_scanner.IsDone);
    }

    /// <summary>Reads a whole document of a stream.</summary>
    /// <param name="document">The document.</param>
    public void Read(ReadOnlySpan<byte> document)
    {
        Begin(streamed: true);
        Feed(document);
        End();
    }

    /// <summary>What may differ in a document like the one just read as a whole; empty when such a document must be read.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The holes, of which one is the text.</returns>
    public ReadOnlySpan<JsonHole> HolesOf(ReadOnlySpan<byte> document)
    {
        var holes = _scanner.Holes.Span;
        var text = -1;
        for (var i = 0; i < holes.Length; i++)
        {
            if (holes[i].IsText)
            {
                if (text >= 0)
                {
                    return default;
                }

                text = i;
            }
        }

        return _scanner.IsDone && text >= 0 && Sink.CanRepeat(document, holes[text].End - holes[text].Start) ? holes : default;
    }
}
