using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// What has come from the stage before and is not yet acknowledged by the filter, byte for byte as it came: whole events, numbered, then
/// the beginning of the next one. So long as something is in here it has not gone to the client, and it goes there exactly once.
/// Not thread-safe.
/// </summary>
internal sealed class HeldEvents : IDisposable
{
    private readonly bool _isDocument;
    private readonly ByteQueue _bytes = new();
    private readonly ByteQueue _scratch = new();
    private readonly Queue<HeldEvent> _events = new();
    private EventFramer _framer;
    private int _framed;
    private int _scanned;

    /// <summary>Holds the events of a stream, or one document.</summary>
    /// <param name="isDocument">Whether everything is one document, which is the only event.</param>
    public HeldEvents(bool isDocument) => _isDocument = isDocument;

    /// <summary>The number of the first event that is not acknowledged.</summary>
    public long First { get; private set; } = 1;

    /// <summary>The number of the last event that was sent; less than <see cref="First"/> when all are acknowledged.</summary>
    public long Last => First + _events.Count - 1;

    /// <summary>How many events are not acknowledged.</summary>
    public int Count => _events.Count;

    /// <summary>How many bytes are held.</summary>
    public int Length => _bytes.Length;

    /// <summary>How many bytes of an event are held whose end has not come.</summary>
    public int OpenLength => _bytes.Length - _framed;

    /// <summary>Takes bytes as they came.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Append(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    /// <summary>Numbers the events that have become whole, and writes them as the filter gets them.</summary>
    /// <param name="outgoing">Takes them.</param>
    public void WriteWhole(ByteQueue outgoing)
    {
        while (!_isDocument)
        {
            var length = _framer.Next(_bytes.Span[(_framed + _scanned)..]);
            if (length < 0)
            {
                _scanned = _bytes.Length - _framed;
                return;
            }

            Write(_scanned + length, outgoing);
            _scanned = 0;
        }
    }

    /// <summary>At the end of the answer: writes what is left, the document or a last event without its blank line.</summary>
    /// <param name="outgoing">Takes it.</param>
    public void WriteRest(ByteQueue outgoing)
    {
        if (OpenLength > 0)
        {
            Write(OpenLength, outgoing);
        }
    }

    /// <summary>
    /// Releases the first event, if <paramref name="returned"/> is that event unchanged, and acknowledged by itself. The usual case.
    /// </summary>
    /// <param name="returned">What came back, its blank line included.</param>
    /// <param name="output">Takes the original.</param>
    /// <returns>Whether it is.</returns>
    public bool TryRelease(ReadOnlySpan<byte> returned, ByteQueue output)
    {
        if (!_events.TryPeek(out var first) || !first.IsPlain || returned.Length <= first.Length + "id: ".Length)
        {
            return false;
        }

        var original = _bytes.Span[..first.Length];
        var number = returned[(first.Length - 1)..];
        if (!returned.StartsWith(original[..^1]) || !number.StartsWith("id: "u8) || !number.EndsWith("\n\n"u8)
            || !System.Buffers.Text.Utf8Parser.TryParse(number[4..^2], out long id, out var used) || used != number.Length - 6 || id != First)
        {
            return false;
        }

        output.Append(original);
        Drop();
        return true;
    }

    /// <summary>Looks for an original that a returned event equals.</summary>
    /// <param name="lines">The returned event's lines, each with its LF.</param>
    /// <param name="from">How many of the held events are out of question.</param>
    /// <param name="until">How many events belong to the group.</param>
    /// <returns>How many held events stand before it; -1 when there is none.</returns>
    public int Find(ReadOnlySpan<byte> lines, int from, int until)
    {
        var (at, index) = (0, 0);
        foreach (var held in _events)
        {
            if (index >= until)
            {
                break;
            }

            if (index >= from && Equal(_bytes.Span.Slice(at, held.Length), held, lines))
            {
                return index;
            }

            at += held.Length;
            index++;
        }

        return -1;
    }

    /// <summary>Writes the original of a held event.</summary>
    /// <param name="index">How many held events stand before it.</param>
    /// <param name="output">Takes it.</param>
    public void WriteOriginal(int index, ByteQueue output) => output.Append(OriginalAt(index, out _));

    /// <summary>Writes the provider's own <c>id</c> lines of a held event.</summary>
    /// <param name="index">How many held events stand before it.</param>
    /// <param name="output">Takes them.</param>
    public void WriteIds(int index, ByteQueue output)
    {
        var original = OriginalAt(index, out var held);
        if (held.HasIds)
        {
            EventEncoding.WriteIds(original, output);
        }
    }

    /// <summary>The events up to a number have been answered.</summary>
    /// <param name="number">The last one's.</param>
    public void DropTo(long number)
    {
        while (First <= number)
        {
            Drop();
        }
    }

    /// <summary>Moves everything out, as it came.</summary>
    /// <param name="output">Takes it.</param>
    public void DrainTo(ByteQueue output)
    {
        output.Append(_bytes.Span);
        First += _events.Count;
        _events.Clear();
        _bytes.Clear();
        _framed = 0;
        _scanned = 0;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _bytes.Dispose();
        _scratch.Dispose();
    }

    private void Write(int length, ByteQueue outgoing)
    {
        var original = _bytes.Span.Slice(_framed, length);
        var hasIds = false;
        var isPlain = !_isDocument && EventEncoding.IsPlain(original);
        if (isPlain)
        {
            outgoing.Append(original[..^1]);
        }
        else if (_isDocument)
        {
            EventEncoding.WriteDocument(original, outgoing);
        }
        else
        {
            hasIds = EventEncoding.WriteLines(original, outgoing);
        }

        _events.Enqueue(new HeldEvent(length, isPlain, hasIds));
        _framed += length;
        EventEncoding.WriteNumber(Last, outgoing);
    }

    private bool Equal(ReadOnlySpan<byte> original, in HeldEvent held, ReadOnlySpan<byte> lines)
    {
        if (held.IsPlain)
        {
            return original[..^1].SequenceEqual(lines);
        }

        _scratch.Clear();
        if (_isDocument)
        {
            EventEncoding.WriteDocument(original, _scratch);
        }
        else
        {
            EventEncoding.WriteLines(original, _scratch);
        }

        return _scratch.Span.SequenceEqual(lines);
    }

    private ReadOnlySpan<byte> OriginalAt(int index, out HeldEvent found)
    {
        var at = 0;
        foreach (var held in _events)
        {
            if (index-- == 0)
            {
                found = held;
                return _bytes.Span.Slice(at, held.Length);
            }

            at += held.Length;
        }

        found = default;
        return default;
    }

    private void Drop()
    {
        var length = _events.Dequeue().Length;
        _bytes.Skip(length);
        _framed -= length;
        First++;
    }
}
