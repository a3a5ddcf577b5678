using System.Net;
using System.Net.Http.Headers;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>The body of an exchange's request: hands out the stream that it is written to, and ends it when it is told to.</summary>
internal sealed class FilterRequestContent : HttpContent
{
    private static readonly MediaTypeHeaderValue EventStream = new("text/event-stream");

    private readonly TaskCompletionSource<Stream?> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new();

    /// <summary>A body that nobody writes to yet.</summary>
    public FilterRequestContent() => Headers.ContentType = EventStream;

    /// <summary>The stream to write to, once the connection is there; null when there will be none.</summary>
    public Task<Stream?> Opened => _opened.Task;

    /// <summary>Ends the body; nothing may be written after this.</summary>
    public void Complete() => _completed.TrySetResult();

    /// <summary>There will be no connection, or there is to be none any more: a body that has not ended is broken off.</summary>
    public void Abandon()
    {
        _opened.TrySetResult(null);
        _completed.TrySetCanceled();
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The request's headers leave at once, so that the filter is ready when the first event comes.
        await stream.FlushAsync(cancellationToken);
        _opened.TrySetResult(stream);
        await _completed.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
