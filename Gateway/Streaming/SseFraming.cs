namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Server-sent events after the WHATWG HTML standard, section 9.2.6: LF, CRLF and lone CR, comments, data over several lines, fields that
/// are of no interest. A last event without its blank line counts.
/// </summary>
/// <remarks>
/// An event that stands whole in one chunk, the usual case, is found by a vectorised search for its end and read only if the sink wants it;
/// one cut by a chunk's border is read as it comes. Both ways report the same.
/// </remarks>
internal sealed class SseFraming : IFraming
{
    private static readonly byte[] Done = "[DONE]"u8.ToArray();

    private readonly DocumentReader _documents;
    private readonly byte[] _head = new byte[8];
    private State _state = State.LineStart;
    private bool _afterCr;
    private int _nameLength;
    private bool _isData;
    private long _dataBytes;

    /// <summary>Hands its documents to <paramref name="documents"/>.</summary>
    /// <param name="documents">Who reads them.</param>
    public SseFraming(DocumentReader documents) => _documents = documents;

    private enum State : byte
    {
        LineStart,
        Name,
        Space,
        Line,
    }

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        var wasTerminal = _documents.Sink.IsTerminal;
        var terminalAt = -1;
        var line = 0;
        for (var at = 0; at < chunk.Length;)
        {
            if (_state == State.LineStart)
            {
                line = at;
            }

            at += Step(chunk[at..]);
            if (!wasTerminal && _documents.Sink.IsTerminal)
            {
                wasTerminal = true;
                terminalAt = line;
            }
        }

        return terminalAt;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_documents.IsOpen)
        {
            EndData();
            _documents.End();
        }
    }

    private int Step(ReadOnlySpan<byte> rest) => _state switch
    {
        State.LineStart => StartLine(rest),
        State.Name => ReadName(rest),
        State.Space => ReadSpace(rest),
        _ => ReadLine(rest),
    };

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
            if (_documents.IsOpen)
            {
                _documents.End();
            }

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
        if (_documents.IsOpen || !rest.StartsWith("data:"u8))
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
            _documents.Sink.Sentinel();
        }
        else
        {
            _documents.Read(data);
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
            if (!_documents.IsOpen)
            {
                _documents.Begin(streamed: true);
                _dataBytes = 0;
            }
            else
            {
                _documents.Feed("\n"u8);
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
            _documents.Feed(part);
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
        if (_documents.IsOpen && _dataBytes == Done.Length && _head.AsSpan(0, Done.Length).SequenceEqual(Done))
        {
            _dataBytes = _head.Length + 1;
            _documents.Sink.Sentinel();
        }
    }
}
