using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Reads one JSON document pushed at it in parts of any size and reports the values at the places of a map. It holds no part of the
/// document beyond one short value, so a document may be of any length, and any split of the bytes reports the same.
/// </summary>
/// <remarks>
/// It checks structure only as far as it must to find its way: what it does not look at is skipped by brackets and quotes. Bytes that are
/// no UTF-8 do not disturb it. A document that it cannot follow is given up until <see cref="Reset"/>. Not thread-safe; allocates nothing
/// after its first document.
/// </remarks>
internal sealed class JsonScanner
{
    /// <summary>The longest scalar that is reported whole; a longer one (no model name or id is) is left out.</summary>
    public const int MaxScalarBytes = 1024;

    private const int MaxTrackedDepth = 24;
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",}] \t\r\n"u8);

    private readonly JsonPlace _root;
    private readonly IJsonSink _sink;
    private readonly JsonPlace[] _places = new JsonPlace[MaxTrackedDepth];
    private readonly int[] _positions = new int[MaxTrackedDepth];
    private byte[] _kept = [];
    private int _keptLength;
    private bool _keptTooLong;
    private State _state;
    private int _depth;
    private uint _arrays;
    private int _skipDepth;
    private int _rawSlot;
    private bool _escaped;
    private bool _mayClose;
    private JsonPlace? _place;

    /// <summary>Looks for the places of <paramref name="root"/> and reports to <paramref name="sink"/>.</summary>
    /// <param name="root">The map, whose top is the document itself.</param>
    /// <param name="sink">Who is told.</param>
    public JsonScanner(JsonPlace root, IJsonSink sink)
    {
        _root = root;
        _sink = sink;
        Reset();
    }

    private enum State : byte
    {
        Value,
        Key,
        KeyText,
        Colon,
        Text,
        Scalar,
        AfterValue,
        Skip,
        SkipText,
        Done,
        Broken,
    }

    /// <summary>Whether the document is complete.</summary>
    public bool IsDone => _state == State.Done;

    /// <summary>Makes ready for the next document.</summary>
    public void Reset()
    {
        _state = State.Value;
        _place = _root;
        _depth = 0;
        _skipDepth = 0;
        _rawSlot = 0;
        _keptLength = 0;
        _keptTooLong = false;
        _escaped = false;
        _mayClose = false;
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">The next bytes of the document.</param>
    /// <returns>How many of them belong to it: all, unless it was completed by one before the last.</returns>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            switch (_state)
            {
                case State.Done:
                    return at;
                case State.Broken:
                    return bytes.Length;
                case State.Skip or State.SkipText:
                    at += Skip(bytes[at..]);
                    break;
                case State.Text:
                    at += ReadText(bytes[at..]);
                    break;
                case State.KeyText:
                    at += ReadKey(bytes[at..]);
                    break;
                case State.Scalar:
                    at += ReadScalar(bytes[at..]);
                    break;
                default:
                    ReadStructure(bytes[at++]);
                    break;
            }
        }

        return at;
    }

    private void ReadStructure(byte b)
    {
        if (b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            return;
        }

        switch (_state)
        {
            case State.Value:
                StartValue(b);
                break;
            case State.Key when b == '"':
                _state = State.KeyText;
                break;
            case State.Key when b == '}' && _mayClose:
                Close();
                break;
            case State.Colon when b == ':':
                _state = State.Value;
                break;
            case State.AfterValue when b == ',':
                NextMember();
                break;
            case State.AfterValue when b == (InArray ? ']' : '}'):
                Close();
                break;
            default:
                _state = State.Broken;
                break;
        }
    }

    private bool InArray => (_arrays >> _depth & 1) != 0;

    private void StartValue(byte b)
    {
        if (b == ']' && _mayClose && _depth > 0 && InArray)
        {
            Close();
            return;
        }

        if (_depth > 0 && InArray)
        {
            _positions[_depth]++;
        }

        _mayClose = false;
        switch (b)
        {
            case (byte)'{' or (byte)'[':
                Open(b == '[');
                break;
            case (byte)'"':
                _state = _place is { Slot: not 0 } ? State.Text : State.SkipText;
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') or (byte)'t' or (byte)'f' or (byte)'n':
                _state = State.Scalar;
                Keep([b]);
                break;
            default:
                _state = State.Broken;
                break;
        }
    }

    private void Open(bool array)
    {
        var place = _place;
        if (place is { Slot: not 0 })
        {
            _sink.Enter(place.Slot, _depth > 0 && InArray ? _positions[_depth] : 0);
        }

        if (place is null || place.IsLeaf || _depth + 1 == MaxTrackedDepth)
        {
            _skipDepth = 1;
            _state = State.Skip;
            if (place is { IsRaw: true })
            {
                _rawSlot = place.Slot;
                _sink.Text(_rawSlot, array ? "["u8 : "{"u8);
            }

            return;
        }

        _depth++;
        _places[_depth] = place;
        _positions[_depth] = -1;
        _arrays = array ? _arrays | (1u << _depth) : _arrays & ~(1u << _depth);
        _place = place.Element;
        _mayClose = true;
        _state = array ? State.Value : State.Key;
    }

    private void Close()
    {
        var place = _places[_depth];
        _depth--;
        _mayClose = false;
        EndValue();
        if (place.Slot != 0)
        {
            _sink.Leave(place.Slot);
        }
    }

    private void EndValue() => _state = _depth == 0 ? State.Done : State.AfterValue;

    private void NextMember()
    {
        if (InArray)
        {
            _place = _places[_depth].Element;
            _state = State.Value;
        }
        else
        {
            _state = State.Key;
        }
    }

    private int ReadKey(ReadOnlySpan<byte> bytes)
    {
        var length = StringLength(bytes, out var closed);
        if (!closed)
        {
            Keep(bytes);
            return bytes.Length;
        }

        _place = _places[_depth].Find(Whole(bytes[..length]));
        Forget();
        _mayClose = false;
        _state = State.Colon;
        return length + 1;
    }

    private int ReadText(ReadOnlySpan<byte> bytes)
    {
        var length = StringLength(bytes, out var closed);
        var part = bytes[..length];
        var place = _place!;
        if (place.IsText)
        {
            if (length > 0)
            {
                _sink.Text(place.Slot, part);
            }
        }
        else if (!closed)
        {
            Keep(part);
        }
        else
        {
            var whole = Whole(part);
            if (!_keptTooLong)
            {
                _sink.Value(place.Slot, JsonScalar.String, whole);
            }
        }

        if (!closed)
        {
            return bytes.Length;
        }

        Forget();
        EndValue();
        return length + 1;
    }

    private int ReadScalar(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOfAny(ScalarEnds);
        Keep(length < 0 ? bytes : bytes[..length]);
        if (length < 0)
        {
            return bytes.Length;
        }

        if (_place is { Slot: not 0 } place && !_keptTooLong)
        {
            var raw = _kept.AsSpan(0, _keptLength);
            _sink.Value(place.Slot, Kind(raw[0]), raw);
        }

        Forget();
        EndValue();
        return length;
    }

    private static JsonScalar Kind(byte first) => first switch
    {
        (byte)'t' => JsonScalar.True,
        (byte)'f' => JsonScalar.False,
        (byte)'n' => JsonScalar.Null,
        _ => JsonScalar.Number,
    };

    private int Skip(ReadOnlySpan<byte> bytes)
    {
        var slot = _rawSlot;
        var used = _state == State.Skip ? SkipContainer(bytes) : SkipText(bytes);
        if (slot != 0)
        {
            _sink.Text(slot, bytes[..used]);
            _rawSlot = _skipDepth == 0 ? 0 : slot;
        }

        return used;
    }

    private int SkipContainer(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOfAny(Structure);
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next + 1;
            switch (bytes[at - 1])
            {
                case (byte)'"':
                    var length = StringLength(bytes[at..], out var closed);
                    if (!closed)
                    {
                        _state = State.SkipText;
                        return bytes.Length;
                    }

                    at += length + 1;
                    break;
                case (byte)'{' or (byte)'[':
                    _skipDepth++;
                    break;
                default:
                    if (--_skipDepth == 0)
                    {
                        EndValue();
                        return at;
                    }

                    break;
            }
        }

        return at;
    }

    private int SkipText(ReadOnlySpan<byte> bytes)
    {
        var length = StringLength(bytes, out var closed);
        if (!closed)
        {
            return bytes.Length;
        }

        if (_skipDepth > 0)
        {
            _state = State.Skip;
        }
        else
        {
            EndValue();
        }

        return length + 1;
    }

    /// <summary>How many bytes of a string's inside stand here; a last backslash is remembered, since it escapes the next part's first byte.</summary>
    private int StringLength(ReadOnlySpan<byte> bytes, out bool closed)
    {
        var at = 0;
        if (_escaped && bytes.Length > 0)
        {
            _escaped = false;
            at = 1;
        }

        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (bytes[at] == '"')
            {
                closed = true;
                return at;
            }

            at += 2;
            _escaped = at > bytes.Length;
        }

        closed = false;
        return bytes.Length;
    }

    private ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> last)
    {
        if (_keptLength == 0 && !_keptTooLong)
        {
            _keptTooLong = last.Length > MaxScalarBytes;
            return last;
        }

        Keep(last);
        return _kept.AsSpan(0, _keptLength);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_keptLength + part.Length > MaxScalarBytes)
        {
            _keptTooLong = true;
            return;
        }

        if (_keptLength + part.Length > _kept.Length)
        {
            Array.Resize(ref _kept, Math.Max(128, _keptLength + part.Length));
        }

        part.CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += part.Length;
    }

    private void Forget()
    {
        _keptLength = 0;
        _keptTooLong = false;
    }
}
