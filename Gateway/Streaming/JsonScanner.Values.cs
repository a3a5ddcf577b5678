using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>How a <see cref="JsonScanner"/> reads names, strings and other scalars, and passes over what nobody wants.</summary>
internal sealed partial class JsonScanner
{
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",}] \t\r\n"u8);

    private int ReadKey(ReadOnlySpan<byte> bytes)
    {
        var length = _skipper.TextLength(bytes, out var closed);
        if (!closed)
        {
            _kept.Append(bytes);
            return bytes.Length;
        }

        _place = _stack.Place.Find(_kept.Complete(bytes[..length]));
        _kept.Clear();
        _mayClose = false;
        _state = State.Colon;
        return length + 1;
    }

    private int ReadText(ReadOnlySpan<byte> bytes, int start)
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

        if (place.IsText)
        {
            Holes.Add(new JsonHole(start, start + length, IsString: true, IsText: true));
            _sink.EndText(place.Slot);
        }

        _kept.Clear();
        EndValue();
        return length + 1;
    }

    private int ReadScalar(ReadOnlySpan<byte> bytes, int start)
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
        else
        {
            // Its first byte has been read already.
            Holes.Add(new JsonHole(start - 1, start + length, IsString: false, IsText: false));
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

    private int Skip(ReadOnlySpan<byte> bytes, int start)
    {
        var isText = _skipper.IsInText && !_skipper.IsInContainer;
        var used = _skipper.Skip(bytes);
        if (_rawSlot != 0)
        {
            _sink.Text(_rawSlot, bytes[..used]);
        }

        if (!_skipper.IsSkipping)
        {
            if (isText)
            {
                Holes.Add(new JsonHole(start, start + used - 1, IsString: true, IsText: false));
            }

            _rawSlot = 0;
            EndValue();
        }

        return used;
    }
}
