using System.Buffers;
using System.Runtime.ExceptionServices;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// The sending half of an exchange with a filter: reads the stage before, numbers its events, sends those that are ready in one write, and
/// holds them until they are answered. It never throws: what goes wrong is found in its properties.
/// </summary>
/// <remarks>
/// One task per exchange. At the bound of what may be held it reads no further until the filter has answered, so a filter that is slow
/// slows the provider down; a filter that has received all and answers nothing is ended by the watch.
/// </remarks>
internal sealed class FilterExchange : IDisposable
{
    /// <summary>The longest event, or document, that is filtered; a longer one is the filter's failure.</summary>
    public const int MaxEventBytes = 32 * 1024 * 1024;

    private const int MaxHeldBytes = 1024 * 1024;
    private const int MaxHeldEvents = 4096;
    private const int ReadBytes = 16 * 1024;

    private readonly Stream _source;
    private readonly FilterRequestContent _content = new();
    private readonly ByteQueue _outgoing = new();
    private TaskCompletionSource? _room;
    private bool _abandoned;
    private bool _disposed;

    /// <summary>An exchange that has not begun.</summary>
    /// <param name="source">The stage before.</param>
    /// <param name="isDocument">Whether everything is one document.</param>
    /// <param name="timeout">How long the filter may be silent.</param>
    /// <param name="time">The clock.</param>
    public FilterExchange(Stream source, bool isDocument, TimeSpan timeout, TimeProvider time)
    {
        _source = source;
        Held = new HeldEvents(isDocument);
        Watch = new FilterWatch(timeout, time);
    }

    /// <summary>Must be held by whoever touches <see cref="Held"/>.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What is not answered yet.</summary>
    public HeldEvents Held { get; }

    /// <summary>Ends the exchange when the filter is silent.</summary>
    public FilterWatch Watch { get; }

    /// <summary>The sending; ends well whatever happens.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Whether everything has been sent and the request has ended, well or because the stage before failed; not when it was abandoned.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether an event was longer than any that can be filtered.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether the stage before has nothing more.</summary>
    public bool IsSourceOver { get; private set; }

    /// <summary>How the stage before failed; null when it did not.</summary>
    public ExceptionDispatchInfo? SourceFailure { get; private set; }

    /// <summary>Whether the filter owes an answer, given what it has said to have received. To be asked under <see cref="Gate"/>.</summary>
    /// <param name="received">The number.</param>
    /// <returns>Whether it does.</returns>
    public bool Owes(long received) => received < Held.Last || IsSent || _room is not null;

    /// <summary>Begins to read, to connect and to send.</summary>
    /// <param name="open">Opens the exchange.</param>
    /// <param name="client">Cancelled when the client leaves.</param>
    /// <returns>The filter's answer, once its headers have come.</returns>
    public Task<HttpResponseMessage> Start(
        Func<FilterRequestContent, CancellationToken, Task<HttpResponseMessage>> open, CancellationToken client)
    {
        Watch.LinkTo(client);
        var response = OpenAsync(open);
        Sending = SendAllAsync(client);
        return response;
    }

    /// <summary>The filter has failed, or nobody wants its answers any more: nothing more is sent, what is held stays.</summary>
    public void Abandon()
    {
        lock (Gate)
        {
            _abandoned = true;
        }

        Watch.Cancel();
        _content.Abandon();
        Release();
    }

    /// <summary>Events have been answered: there may be room for more.</summary>
    public void Release()
    {
        lock (Gate)
        {
            if (_abandoned || !IsFull())
            {
                _room?.TrySetResult();
                _room = null;
            }
        }
    }

    /// <summary>Ends it and gives the memory back.</summary>
    public void Dispose()
    {
        Abandon();
        Watch.Dispose();
        lock (Gate)
        {
            _disposed = true;
            Held.Dispose();
        }
    }

    private async Task<HttpResponseMessage> OpenAsync(Func<FilterRequestContent, CancellationToken, Task<HttpResponseMessage>> open)
    {
        try
        {
            return await open(_content, Watch.Token);
        }
        catch
        {
            _content.Abandon();
            throw;
        }
    }

    private async Task SendAllAsync(CancellationToken client)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            while (true)
            {
                var count = await _source.ReadAsync(buffer, client);
                if (!Take(buffer.AsSpan(0, count)) || (!_outgoing.IsEmpty && !await SendAsync()))
                {
                    return;
                }

                if (count == 0)
                {
                    break;
                }

                await WaitForRoomAsync();
            }
        }
#pragma warning disable CA1031 // Whatever the stage before throws is thrown on to whoever reads behind the filter, by SourceFailure.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            IsSourceOver = true;
            SourceFailure = ExceptionDispatchInfo.Capture(exception);
            if (client.IsCancellationRequested)
            {
                // Broken off and not ended: the filter would take what it has got for the whole answer.
                Abandon();
            }
        }
        finally
        {
            // It held content.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            End();
        }
    }

    /// <summary>Holds what was read and prepares what of it can be sent; false when nothing is to be sent any more.</summary>
    private bool Take(ReadOnlySpan<byte> bytes)
    {
        lock (Gate)
        {
            IsSourceOver = bytes.IsEmpty;
            if (!_disposed)
            {
                Held.Append(bytes);
            }

            if (_abandoned)
            {
                return false;
            }

            Held.WriteWhole(_outgoing);
            if (IsSourceOver)
            {
                Held.WriteRest(_outgoing);
            }

            IsTooLong = Held.OpenLength > MaxEventBytes;
            if (!_outgoing.IsEmpty)
            {
                Watch.Owes();
            }
        }

        if (IsTooLong)
        {
            Watch.Cancel();
        }

        return !IsTooLong;
    }

    private async ValueTask<bool> SendAsync()
    {
        if (await _content.Opened is not { } stream)
        {
            return false;
        }

        try
        {
            // No token: each would cost a linked source. Who ends the exchange disposes of the response, which ends a write as well.
            // Started together, the two are handled in one turn of the connection's writer; a write that had to wait needs a flush behind it.
            var write = stream.WriteAsync(_outgoing.Memory, CancellationToken.None);
            var flush = stream.FlushAsync(CancellationToken.None);
            await flush;
            var isFlushed = write.IsCompleted;
            await write;
            if (!isFlushed)
            {
                await stream.FlushAsync(CancellationToken.None);
            }

            _outgoing.Clear();
            return true;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // The filter takes nothing more. What it still answers may be well: a block, or a status that says why.
            return false;
        }
    }

    private async ValueTask WaitForRoomAsync()
    {
        Task room;
        lock (Gate)
        {
            if (_abandoned || !IsFull())
            {
                return;
            }

            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
            Watch.Owes();
        }

        await room;
    }

    private bool IsFull() => Held.Length - Held.OpenLength > MaxHeldBytes || Held.Count > MaxHeldEvents;

    private void End()
    {
        lock (Gate)
        {
            IsSent = IsSourceOver && !_abandoned;
            Watch.Owes();
        }

        _outgoing.Dispose();
        if (IsSent)
        {
            _content.Complete();
        }
    }
}
