using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Server-sent events after the WHATWG HTML standard, section 9.2.6: LF, CRLF and lone CR, comments, data over several lines, fields that
/// are of no interest. A last event without its blank line counts.
/// </summary>
/// <remarks>
/// An event that stands whole in one chunk, the usual case, is known again if it is like one before but for its text; else it is found by a
/// vectorised search for its end and read only if the sink wants it. One cut by a chunk's border is read as it comes. All ways report the same.
/// </remarks>
internal sealed class SseFraming : IFraming
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\n\r"u8);

    private readonly DocumentReader _documents;
    private readonly SseEventReader _events;
    private readonly byte[] _head = new byte[8];
    private byte[] _cut = [];
    private int _cutLength;
    private State _state = State.LineStart;
    private bool _afterCr;
    private int _nameLength;
    private bool _isData;
    private long _dataBytes;

    /// <summary>Hands its documents to <paramref name="documents"/>.</summary>
    /// <param name="documents">Who reads them.</param>
    public SseFraming(DocumentReader documents)
    {
        _documents = documents;
        _events = new SseEventReader(documents);
    }

    private enum State : byte
    {
        LineStart,
        Name,
        Space,
        Line,
        Cut,
        Bare,
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
        if (_state == State.Cut)
        {
            ReleaseCut();
        }

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
        State.Cut => ReadCut(rest),
        State.Bare => ReadBare(rest),
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

        var whole = _documents.IsOpen ? 0 : _events.Read(rest);
        if (whole > 0)
        {
            return whole;
        }

        if (!_documents.IsOpen && rest[0] is (byte)'d' or (byte)'e' && rest.Length < EventTemplate.MaxBytes && rest.IndexOfAny(LineEnds) < 0)
        {
            _state = State.Cut;
            return Keep(rest);
        }

        BeginLine(rest[0]);
        return 0;
    }

    private void BeginLine(byte first)
    {
        _nameLength = 0;
        _isData = first == 'd';
        _state = _isData ? State.Name : State.Line;
        if (first == '{' && !_documents.IsOpen)
        {
            _state = State.Bare;
            _dataBytes = 0;
            _documents.Begin(streamed: true);
        }
    }

    /// <summary>Gemini breaks a stream off with an error that is a JSON document over several lines, in no event.</summary>
    private int ReadBare(ReadOnlySpan<byte> rest)
    {
        var used = _documents.Feed(rest);
        if (_documents.IsDone || _documents.IsBroken)
        {
            _documents.End();
            _state = State.Line;
        }

        return used;
    }

    /// <summary>Waits for the rest of a line that a chunk's border has cut: an event is cheaper to look at whole.</summary>
    private int ReadCut(ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOfAny(LineEnds);
        var before = _cutLength;
        var taken = end < 0 ? rest.Length : Math.Min(rest.Length, end + "\r\n\r\n".Length);
        if (before + taken <= EventTemplate.MaxBytes)
        {
            Keep(rest[..taken]);
            if (end < 0)
            {
                return taken;
            }

            var whole = _events.Read(_cut.AsSpan(0, _cutLength));
            _cutLength = before;
            if (whole > 0)
            {
                _cutLength = 0;
                _state = State.LineStart;
                return whole - before;
            }
        }

        ReleaseCut();
        return 0;
    }

    private int Keep(ReadOnlySpan<byte> part)
    {
        if (_cutLength + part.Length > _cut.Length)
        {
            Array.Resize(ref _cut, Math.Max(512, 2 * (_cutLength + part.Length)));
        }

        part.CopyTo(_cut.AsSpan(_cutLength));
        _cutLength += part.Length;
        return part.Length;
    }

    /// <summary>Reads what was kept as it comes, since its line goes on too long, or its event does not end behind it.</summary>
    private void ReleaseCut()
    {
        var length = _cutLength;
        _cutLength = 0;
        BeginLine(_cut[0]);
        for (var at = 0; at < length;)
        {
            at += Step(_cut.AsSpan(at, length - at));
        }
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
            if (_documents is { IsOpen: true, IsDone: true })
            {
                // Some servers forget the blank line, and clients that read line by line do not notice.
                _documents.End();
            }

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
        var end = rest.IndexOfAny(LineEnds);
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
        if (_documents.IsOpen && _dataBytes == SseEventReader.Done.Length && _head.AsSpan(0, SseEventReader.Done.Length).SequenceEqual(SseEventReader.Done))
        {
            _dataBytes = _head.Length + 1;
            _documents.Sink.Sentinel();
        }
    }
}
