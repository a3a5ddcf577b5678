using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Endings;

/// <summary>What the client has got of a filtered stream, as far as its end, and the time of its first token, depend on it.</summary>
internal sealed class DeliveredEvents : IDisposable
{
    /// <summary>A longer event that came in pieces is not looked at.</summary>
    private const int MaxEventBytes = 1024 * 1024;

    private readonly BlockEnding? _ending;
    private readonly ByteQueue _open = new();
    private DialectMeter? _untilToken;
    private EventFramer _framer;
    private bool _tooLong;

    /// <summary>Looks at one answer.</summary>
    /// <param name="api">Its API.</param>
    public DeliveredEvents(Api api)
    {
        _ending = BlockEnding.For(api);
        _untilToken = new DialectMeter(api.Dialect);
    }

    /// <summary>Whether a part of the answer itself has been delivered.</summary>
    public bool HasToken { get; private set; }

    /// <summary>Whether the answer's last event has been delivered.</summary>
    public bool IsTerminal => _ending is { IsTerminal: true };

    /// <summary>Bytes go on to the client.</summary>
    /// <param name="chunk">The bytes.</param>
    public void See(ReadOnlySpan<byte> chunk)
    {
        if (_untilToken is not null)
        {
            _untilToken.Feed(chunk);
            HasToken = _untilToken.HasToken;
            _untilToken = HasToken ? null : _untilToken;
        }

        while (_ending is not null && chunk.Length > 0)
        {
            var length = _framer.Next(chunk);
            if (length < 0)
            {
                Keep(chunk);
                return;
            }

            if (_open.IsEmpty && !_tooLong)
            {
                SeeEvent(chunk[..length]);
            }
            else
            {
                Keep(chunk[..length]);
                SeeEvent(_open.Span);
                _open.Clear();
                _tooLong = false;
            }

            chunk = chunk[length..];
        }
    }

    /// <summary>The events that end the stream.</summary>
    /// <param name="facts">What to tell of the answer.</param>
    /// <returns>UTF-8 bytes; null when the API has no such end, or an event was cut, which nothing can mend.</returns>
    public byte[]? End(BlockFacts facts)
    {
        // A line feed by itself is the second half of the last event's end.
        var isCut = _tooLong || !_open.Span.TrimStart((byte)'\n').IsEmpty;
        return isCut ? null : _ending?.Stream(facts);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _open.Dispose();

    private void Keep(ReadOnlySpan<byte> part)
    {
        _tooLong |= _open.Length + part.Length > MaxEventBytes;
        if (_tooLong)
        {
            _open.Clear();
        }
        else
        {
            _open.Append(part);
        }
    }

    private void SeeEvent(ReadOnlySpan<byte> lines)
    {
        var each = new EventLines(lines);
        ReadOnlySpan<byte> data = default;
        while (each.MoveNext())
        {
            if (EventLines.Name(each.Current).SequenceEqual("data"u8))
            {
                if (data.Length > 0)
                {
                    SeeJoined(lines);
                    return;
                }

                data = EventLines.Value(each.Current);
            }
        }

        if (data.Length > 0)
        {
            _ending!.See(data);
        }
    }

    /// <summary>Data over several lines.</summary>
    private void SeeJoined(ReadOnlySpan<byte> lines)
    {
        using var joined = new ByteQueue();
        Streams.EventEncoding.ReadDocument(lines, joined);
        _ending!.See(joined.Span);
    }
}
