namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Finds the JSON documents in an answer that is pushed at it in chunks of any size: server-sent events (LF, CRLF, lone CR, byte order
/// mark, comments, data over several lines) or JSON, one document or several on end. The body says which it is. Nothing is buffered.
/// </summary>
/// <remarks>
/// An event that stands whole in one chunk, the usual case, is found by a vectorised search for its end and read only if the sink wants it;
/// one cut by a chunk's border is read as it comes. Both ways report the same. Framing after the WHATWG HTML standard, section 9.2.6.
/// </remarks>
internal sealed class WireReader
{
    private static readonly byte[] Done = "[DONE]"u8.ToArray();
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly IWireSink _sink;
    private readonly JsonScanner _scanner;
    private readonly byte[] _head = new byte[8];
    private State _state = State.Sniff;
    private int _markBytes;
    private bool _afterCr;
    private int _nameLength;
    private bool _isData;
    private bool _inDocument;
    private long _dataBytes;
    private bool _terminal;

    /// <summary>Reads for <paramref name="sink"/>.</summary>
    /// <param name="root">The map of what it wants.</param>
    /// <param name="sink">Who is told.</param>
    public WireReader(JsonPlace root, IWireSink sink)
    {
        _sink = sink;
        _scanner = new JsonScanner(root, sink);
    }

    private enum State : byte
    {
        Sniff,
        Json,
        LineStart,
        Name,
        Space,
        Line,
    }

    /// <summary>Reads the next chunk.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <returns>
    /// Where in this chunk the line (or, in JSON, the byte) begins that completed the terminal event, or -1 when it was not completed by
    /// this chunk: whoever must hold the terminal event back holds from there.
    /// </returns>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        var at = 0;
        var line = 0;
        var terminalAt = -1;
        while (at < chunk.Length)
        {
            if (_state == State.LineStart)
            {
                line = at;
            }

            at += Step(chunk[at..]);
            if (!_terminal && _sink.IsTerminal)
            {
                _terminal = true;
                terminalAt = _state == State.Json ? at - 1 : line;
            }
        }

        return terminalAt;
    }

    /// <summary>The answer has ended; an event without its blank line is taken as far as it came.</summary>
    public void Complete()
    {
        if (_inDocument)
        {
            EndData();
            EndDocument(streamed: _state != State.Json);
        }
    }

    private int Step(ReadOnlySpan<byte> rest) => _state switch
    {
        State.Sniff => Sniff(rest),
        State.Json => ReadJson(rest),
        State.LineStart => StartLine(rest),
        State.Name => ReadName(rest),
        State.Space => ReadSpace(rest),
        _ => ReadLine(rest),
    };

    private int Sniff(ReadOnlySpan<byte> rest)
    {
        var b = rest[0];
        if (_markBytes < ByteOrderMark.Length && b == ByteOrderMark[_markBytes])
        {
            _markBytes++;
            return 1;
        }

        if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            return 1;
        }

        _state = b is (byte)'{' or (byte)'[' ? State.Json : State.LineStart;
        return 0;
    }

    private int ReadJson(ReadOnlySpan<byte> rest)
    {
        if (!_inDocument)
        {
            if (rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                return 1;
            }

            BeginDocument();
        }

        var used = _scanner.Feed(rest);
        if (_scanner.IsDone)
        {
            EndDocument(streamed: false);
        }

        return used;
    }

    private int StartLine(ReadOnlySpan<byte> rest)
    {
        if (_afterCr)
        {
            _afterCr = false;
            if (rest[0] == '\n')
            {
                return 1;
            }
        }

        if (rest[0] is (byte)'\n' or (byte)'\r')
        {
            _afterCr = rest[0] == '\r';
            EndEvent();
            return 1;
        }

        var whole = ReadWholeEvent(rest);
        if (whole > 0)
        {
            return whole;
        }

        _nameLength = 0;
        _isData = rest[0] == 'd';
        _state = _isData ? State.Name : State.Line;
        return 0;
    }

    /// <summary>An event of one data line that stands whole in the chunk.</summary>
    private int ReadWholeEvent(ReadOnlySpan<byte> rest)
    {
        if (_inDocument || !rest.StartsWith("data:"u8))
        {
            return 0;
        }

        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            return 0;
        }

        var tail = rest[end..];
        var used = tail.StartsWith("\n\n"u8) ? 2 : tail.StartsWith("\r\n\r\n"u8) ? 4 : 0;
        if (used == 0)
        {
            return 0;
        }

        var data = rest[5..end];
        data = data.Length > 0 && data[0] == ' ' ? data[1..] : data;
        if (data.SequenceEqual(Done))
        {
            _sink.Sentinel();
        }
        else if (data.Length > 0 && _sink.Wants(data))
        {
            BeginDocument();
            _scanner.Feed(data);
            EndDocument(streamed: true);
        }

        return end + used;
    }

    private int ReadName(ReadOnlySpan<byte> rest)
    {
        var b = rest[0];
        if (b is (byte)'\n' or (byte)'\r')
        {
            // A field without a colon is a field without a value: "data" alone is an empty data line, which JSON reads over.
            _state = State.Line;
            _isData = false;
            return 0;
        }

        if (b == ':')
        {
            _isData &= _nameLength == 4;
            _state = State.Space;
            return 1;
        }

        _isData &= _nameLength < 4 && b == "data"u8[_nameLength];
        _nameLength++;
        return 1;
    }

    private int ReadSpace(ReadOnlySpan<byte> rest)
    {
        _state = State.Line;
        if (_isData)
        {
            if (!_inDocument)
            {
                BeginDocument();
            }
            else
            {
                _scanner.Feed("\n"u8);
                _dataBytes++;
            }
        }

        return rest[0] == ' ' ? 1 : 0;
    }

    private int ReadLine(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        var part = end < 0 ? rest : rest[..end];
        if (_isData && part.Length > 0)
        {
            if (_dataBytes < _head.Length)
            {
                var count = (int)Math.Min(_head.Length - _dataBytes, part.Length);
                part[..count].CopyTo(_head.AsSpan((int)_dataBytes));
            }

            _dataBytes += part.Length;
            _scanner.Feed(part);
        }

        if (end < 0)
        {
            return rest.Length;
        }

        if (_isData)
        {
            EndData();
        }

        _afterCr = rest[end] == '\r';
        _state = State.LineStart;
        return end + 1;
    }

    /// <summary>At the end of a data line: the sentinel is acted on by clients here, before the blank line.</summary>
    private void EndData()
    {
        if (_inDocument && _dataBytes == Done.Length && _head.AsSpan(0, Done.Length).SequenceEqual(Done))
        {
            _dataBytes = _head.Length + 1;
            _sink.Sentinel();
        }
    }

    private void EndEvent()
    {
        if (_inDocument)
        {
            EndDocument(streamed: true);
        }
    }

    private void BeginDocument()
    {
        _inDocument = true;
        _dataBytes = 0;
        _scanner.Reset();
        _sink.BeginDocument();
    }

    private void EndDocument(bool streamed)
    {
        _inDocument = false;
        _sink.EndDocument(_scanner.IsDone, streamed);
    }
}
