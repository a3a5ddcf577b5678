namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// An event that was read, and the scalars in it that may be others: a stream's events are mostly one event over and over, with another
/// text in it, and are known again by comparing bytes instead of reading JSON.
/// </summary>
/// <remarks>
/// Everything that a sink looks at, but the one text, is compared. At first only the text may differ; of what the sink does not look at
/// (a counter, padding) that becomes free which is found to differ.
/// </remarks>
internal sealed class EventTemplate
{
    /// <summary>The longest event that is taken.</summary>
    public const int MaxBytes = 4096;

    private readonly JsonHole[] _holes = new JsonHole[JsonHoles.Max];
    private readonly bool[] _isFree = new bool[JsonHoles.Max];
    private byte[] _event = [];
    private int _length;
    private int _count;

    /// <summary>Whether an event is the same again.</summary>
    /// <param name="rest">What follows, from the beginning of an event.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The event's length; 0 when it is another, or does not stand whole there.</returns>
    public int Match(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        var at = 0;
        var from = 0;
        for (var i = 0; i < _count; i++)
        {
            if (!_isFree[i])
            {
                continue;
            }

            var literal = _event.AsSpan(from, _holes[i].Start - from);
            if (!rest[at..].StartsWith(literal))
            {
                return 0;
            }

            at += literal.Length;
            var length = _holes[i].Match(rest[at..]);
            if (length < 0)
            {
                return 0;
            }

            text = _holes[i].IsText ? rest.Slice(at, length) : text;
            at += length;
            from = _holes[i].End;
        }

        var end = _event.AsSpan(from, _length - from);
        return _length > 0 && rest[at..].StartsWith(end) ? at + end.Length : 0;
    }

    /// <summary>Takes an event.</summary>
    /// <param name="bytes">The whole event, at most <see cref="MaxBytes"/>.</param>
    /// <param name="offset">Where its document begins.</param>
    /// <param name="holes">The document's holes, of which one is the text.</param>
    public void Learn(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<JsonHole> holes)
    {
        var isAlike = IsAlike(bytes, offset, holes);
        for (var i = 0; i < holes.Length; i++)
        {
            var hole = holes[i] with { Start = holes[i].Start + offset, End = holes[i].End + offset };
            var isSame = isAlike && bytes[hole.Start..hole.End].SequenceEqual(_event.AsSpan(_holes[i].Start, _holes[i].End - _holes[i].Start));
            _isFree[i] = hole.IsText || (isAlike && (_isFree[i] || !isSame));
            _holes[i] = hole;
        }

        if (_event.Length < bytes.Length)
        {
            _event = new byte[Math.Max(512, bytes.Length * 2)];
        }

        bytes.CopyTo(_event);
        _length = bytes.Length;
        _count = holes.Length;
    }

    /// <summary>Whether an event differs from the one that is known in nothing but what stands in its holes.</summary>
    private bool IsAlike(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<JsonHole> holes)
    {
        if (_length == 0 || holes.Length != _count)
        {
            return false;
        }

        var from = 0;
        var known = 0;
        for (var i = 0; i < holes.Length; i++)
        {
            if (holes[i].IsText != _holes[i].IsText || holes[i].IsString != _holes[i].IsString
                || !bytes[from..(holes[i].Start + offset)].SequenceEqual(_event.AsSpan(known, _holes[i].Start - known)))
            {
                return false;
            }

            from = holes[i].End + offset;
            known = _holes[i].End;
        }

        return bytes[from..].SequenceEqual(_event.AsSpan(known, _length - known));
    }
}
