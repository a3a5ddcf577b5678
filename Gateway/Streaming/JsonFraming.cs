namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// A body that is JSON: one document, several on end (one a line, as Ollama streams), or an array of them (as Gemini streams). A line that
/// is no JSON is passed over.
/// </summary>
internal sealed class JsonFraming : IFraming
{
    private readonly DocumentReader _documents;
    private bool _begun;
    private bool _inArray;
    private bool _seeksLine;
    private bool _atLineStart;

    /// <summary>Hands its documents to <paramref name="documents"/>.</summary>
    /// <param name="documents">Who reads them.</param>
    public JsonFraming(DocumentReader documents) => _documents = documents;

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        var wasTerminal = _documents.Sink.IsTerminal;
        var terminalAt = -1;
        for (var at = 0; at < chunk.Length;)
        {
            at += _seeksLine ? SeekLine(chunk[at..]) : _documents.IsOpen ? Read(chunk[at..]) : StartDocument(chunk[at]);
            if (!wasTerminal && _documents.Sink.IsTerminal)
            {
                wasTerminal = true;
                terminalAt = Math.Max(0, at - 1);
            }
        }

        return terminalAt;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_documents.IsOpen)
        {
            _documents.End();
        }
    }

    private int Read(ReadOnlySpan<byte> rest)
    {
        var used = _documents.Feed(rest);
        if (_documents.IsDone)
        {
            _documents.End();
        }
        else if (_documents.IsBroken)
        {
            _documents.End();
            _seeksLine = true;
            _atLineStart = false;
        }

        return used;
    }

    /// <summary>Between documents; what cannot begin one is passed over.</summary>
    private int StartDocument(byte b)
    {
        switch (b)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                return 1;
            case (byte)'[' when !_begun:
                _begun = true;
                _inArray = true;
                return 1;
            case (byte)',' when _inArray:
                return 1;
            case (byte)']' when _inArray:
                _inArray = false;
                _documents.Sink.Sentinel();
                return 1;
        }

        _begun = true;
        _documents.Begin(streamed: _inArray);
        return 0;
    }

    /// <summary>Looks for a line that begins with an object.</summary>
    private int SeekLine(ReadOnlySpan<byte> rest)
    {
        if (_atLineStart)
        {
            _atLineStart = rest[0] is (byte)'\n' or (byte)'\r';
            _seeksLine = rest[0] != '{';
            return _seeksLine ? 1 : 0;
        }

        var end = rest.IndexOf((byte)'\n');
        _atLineStart = end >= 0;
        return end < 0 ? rest.Length : end + 1;
    }
}
