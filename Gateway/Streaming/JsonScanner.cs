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
internal sealed partial class JsonScanner
{
    private readonly ScalarBuffer _kept = new();
    private JsonPlace _root;
    private IJsonSink _sink;
    private JsonStack _stack = new();
    private JsonSkipper _skipper;
    private State _state;
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

    /// <summary>What may differ in a document like the last one, where that came in one piece.</summary>
    public JsonHoles Holes { get; } = new();

    /// <summary>Whether the document is complete.</summary>
    public bool IsDone => _state == State.Done;

    /// <summary>Whether the document cannot be followed any further.</summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Looks for other places, and reports to another sink, from the next document on.</summary>
    /// <param name="root">The map.</param>
    /// <param name="sink">Who is told.</param>
    public void Retarget(JsonPlace root, IJsonSink sink)
    {
        _root = root;
        _sink = sink;
        Reset();
    }

    /// <summary>Makes ready for the next document.</summary>
    public void Reset()
    {
        _state = State.Value;
        _place = _root;
        _stack.Clear();
        _skipper = default;
        Holes.Clear();
        _rawSlot = 0;
        _kept.Clear();
        _mayClose = false;
    }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">The next bytes of the document.</param>
    /// <returns>How many of them were read: all, unless it was completed, or broken, by one before the last.</returns>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            switch (_state)
            {
                case State.Done or State.Broken:
                    return at;
                case State.Skip:
                    at += Skip(bytes[at..], at);
                    break;
                case State.Text:
                    at += ReadText(bytes[at..], at);
                    break;
                case State.KeyText:
                    at += ReadKey(bytes[at..]);
                    break;
                case State.Scalar:
                    at += ReadScalar(bytes[at..], at);
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
            case State.AfterValue when b == (_stack.InArray ? ']' : '}'):
                Close();
                break;
            default:
                _state = State.Broken;
                break;
        }
    }

    private void StartValue(byte b)
    {
        if (b == ']' && _mayClose && _stack is { Depth: > 0, InArray: true })
        {
            Close();
            return;
        }

        _stack.NextElement();
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
            case (byte)'N' or (byte)'I':
                // NaN and Infinity are no JSON, but what Python writes for such numbers, in probabilities for instance.
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
            _sink.Enter(place.Slot, _stack.Position);
        }

        if (place is null || place.IsLeaf || _stack.IsFull)
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

        _stack.Push(place, array);
        _place = place.Element;
        _mayClose = true;
        _state = array ? State.Value : State.Key;
    }

    private void Close()
    {
        var place = _stack.Pop();
        _mayClose = false;
        EndValue();
        if (place.Slot != 0)
        {
            _sink.Leave(place.Slot);
        }
    }

    private void EndValue() => _state = _stack.Depth == 0 ? State.Done : State.AfterValue;

    private void NextMember()
    {
        _place = _stack.InArray ? _stack.Place.Element : null;
        _state = _stack.InArray ? State.Value : State.Key;
    }
}
