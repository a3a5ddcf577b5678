namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// What is known of one answer's passage: when things happened, and how much came. Times are timestamps of the <see cref="TimeProvider"/>,
/// 0 when the thing did not happen.
/// </summary>
/// <remarks>Written by the one reader of the answer at a time; read by others only after the answer has ended.</remarks>
internal sealed class ResponseObservation
{
    private readonly TimeProvider _time;
    private IAnswerObserver? _observer;
    private ContentDecoder? _decoder;

    /// <summary>Measures with <paramref name="time"/>.</summary>
    /// <param name="time">The clock.</param>
    public ResponseObservation(TimeProvider time) => _time = time;

    /// <summary>When the request had been read from the client.</summary>
    public long ReceivedAt { get; set; }

    /// <summary>When the request went to the provider.</summary>
    public long SentAt { get; set; }

    /// <summary>When the first byte of the answer's body came.</summary>
    public long FirstByteAt { get; private set; }

    /// <summary>When the first chunk with a part of the answer in it came.</summary>
    public long FirstTokenAt { get; private set; }

    /// <summary>When the first byte went on to the client.</summary>
    public long FirstDeliveryAt { get; private set; }

    /// <summary>When the first chunk with a part of the answer in it went on to the client, behind the filters.</summary>
    public long FirstTokenDeliveredAt { get; private set; }

    /// <summary>When the last byte, or the failure, came.</summary>
    public long LastByteAt { get; private set; }

    /// <summary>Whether the provider's answer came to its end in order, as far as the transport can tell.</summary>
    public bool CameToEnd { get; private set; }

    /// <summary>Bytes of the answer's body, as the provider sent them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Reads from the provider's transport that brought bytes.</summary>
    public long Chunks { get; private set; }

    /// <summary>Bytes that went on to the client, behind the filters.</summary>
    public long DeliveredBytes { get; private set; }

    /// <summary>Why the observer was taken off the stream; null while it is well.</summary>
    public Exception? ObserverFailure { get; private set; }

    /// <summary>Told of each chunk once it has been read; null while nobody measures.</summary>
    public Action? OnChunk { get; set; }

    /// <summary>Where in the last chunk the answer's last event begins; negative where it does not. Known of uncompressed answers only.</summary>
    public int TerminalAt { get; private set; } = -1;

    /// <summary>Whether the bytes so far end the answer, as an SDK sees it.</summary>
    public bool IsTerminal => _observer is { IsTerminal: true };

    /// <summary>Lets <paramref name="observer"/> see the body; without this call bytes are only counted.</summary>
    /// <param name="observer">Who looks.</param>
    /// <param name="decoder">Decodes the body for the observer's eyes only; owned from here on. Null for a body that is as it is.</param>
    public void ReadWith(IAnswerObserver observer, ContentDecoder? decoder = null)
    {
        _observer = observer;
        _decoder = decoder;
    }

    /// <summary>A chunk has come from the provider.</summary>
    /// <param name="chunk">Its bytes, valid during the call.</param>
    public void Arrived(ReadOnlySpan<byte> chunk)
    {
        Bytes += chunk.Length;
        Chunks++;
        if (FirstByteAt == 0)
        {
            FirstByteAt = _time.GetTimestamp();
        }

        Observe(chunk);
        if (FirstTokenAt == 0 && _observer is { HasToken: true })
        {
            FirstTokenAt = _time.GetTimestamp();
        }

        OnChunk?.Invoke();
    }

    /// <summary>The provider's answer has ended.</summary>
    /// <param name="inOrder">Whether its transport says that this was all.</param>
    public void Ended(bool inOrder)
    {
        CameToEnd |= inOrder;
        if (LastByteAt == 0)
        {
            LastByteAt = _time.GetTimestamp();
            Observe([]);
            _decoder?.Dispose();
            _decoder = null;
        }
    }

    /// <summary>Bytes go on to the client.</summary>
    /// <param name="count">How many.</param>
    /// <param name="hasToken">Whether a part of the answer itself is among them, or was among those before.</param>
    public void Delivered(int count, bool hasToken)
    {
        DeliveredBytes += count;
        if (FirstDeliveryAt == 0)
        {
            FirstDeliveryAt = _time.GetTimestamp();
        }

        if (FirstTokenDeliveredAt == 0 && hasToken)
        {
            FirstTokenDeliveredAt = _time.GetTimestamp();
        }
    }

    /// <summary>Shows the observer a chunk, or, with nothing in it, the end.</summary>
    private void Observe(ReadOnlySpan<byte> chunk)
    {
        if (_observer is null || ObserverFailure is not null)
        {
            return;
        }

        try
        {
            if (chunk.IsEmpty)
            {
                _observer.Complete();
            }
            else if (_decoder is null)
            {
                TerminalAt = _observer.Feed(chunk);
            }
            else
            {
                Decode(_observer, _decoder, chunk);
            }
        }
#pragma warning disable CA1031 // The observer's boundary: whatever goes wrong in it must not reach the stream. The call's log line says so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ObserverFailure = exception;
            TerminalAt = -1;
        }
    }

    private static void Decode(IAnswerObserver observer, ContentDecoder decoder, ReadOnlySpan<byte> chunk)
    {
        Span<byte> part = stackalloc byte[4096];
        decoder.Feed(chunk);
        for (var count = decoder.Read(part); count > 0; count = decoder.Read(part))
        {
            observer.Feed(part[..count]);
        }
    }
}
