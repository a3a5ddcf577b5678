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
    private const int MaxTrackedDepth = 24;
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",}] \t\r\n"u8);

    private readonly JsonPlace _root;
    private readonly IJsonSink _sink;
    private readonly JsonPlace[] _places = new JsonPlace[MaxTrackedDepth];
    private readonly int[] _positions = new int[MaxTrackedDepth];
    private readonly ScalarBuffer _kept = new();
    private JsonSkipper _skipper;
    private State _state;
    private int _depth;
    private uint _arrays;
    private int _rawSlot;
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
        _skipper = default;
        _rawSlot = 0;
        _kept.Clear();
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
                case State.Skip:
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
                BeginString();
                break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') or (byte)'t' or (byte)'f' or (byte)'n':
                _state = State.Scalar;
                _kept.Append([b]);
                break;
            default:
                _state = State.Broken;
                break;
        }
    }

    private void BeginString()
    {
        if (_place is { Slot: not 0 })
        {
            _state = State.Text;
        }
        else
        {
            _skipper.BeginText();
            _state = State.Skip;
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
            _skipper.BeginContainer();
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
        var length = _skipper.TextLength(bytes, out var closed);
        if (!closed)
        {
            _kept.Append(bytes);
            return bytes.Length;
        }

        _place = _places[_depth].Find(_kept.Complete(bytes[..length]));
        _kept.Clear();
        _mayClose = false;
        _state = State.Colon;
        return length + 1;
    }

    private int ReadText(ReadOnlySpan<byte> bytes)
    {
        var length = _skipper.TextLength(bytes, out var closed);
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
            _kept.Append(part);
        }
        else
        {
            var whole = _kept.Complete(part);
            if (!_kept.IsTooLong)
            {
                _sink.Value(place.Slot, JsonScalar.String, whole);
            }
        }

        if (!closed)
        {
            return bytes.Length;
        }

        _kept.Clear();
        EndValue();
        return length + 1;
    }

    private int ReadScalar(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOfAny(ScalarEnds);
        _kept.Append(length < 0 ? bytes : bytes[..length]);
        if (length < 0)
        {
            return bytes.Length;
        }

        if (_place is { Slot: not 0 } place && !_kept.IsTooLong)
        {
            var raw = _kept.Span;
            _sink.Value(place.Slot, Kind(raw[0]), raw);
        }

        _kept.Clear();
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
        var used = _skipper.Skip(bytes);
        if (_rawSlot != 0)
        {
            _sink.Text(_rawSlot, bytes[..used]);
        }

        if (!_skipper.IsSkipping)
        {
            _rawSlot = 0;
            EndValue();
        }

        return used;
    }
}
