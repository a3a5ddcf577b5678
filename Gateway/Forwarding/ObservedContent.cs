using System.Net;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>A provider's content whose stream is wrapped when YARP opens it to copy it to the client.</summary>
internal sealed class ObservedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly Func<Stream, Stream> _wrap;

    /// <summary>Wraps <paramref name="content"/>, which it owns.</summary>
    /// <param name="content">The provider's content.</param>
    /// <param name="wrap">Wraps its stream.</param>
    public ObservedContent(HttpContent content, Func<Stream, Stream> wrap)
    {
        _content = content;
        _wrap = wrap;
    }

    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        _wrap(await _content.ReadAsStreamAsync(cancellationToken));

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var source = await CreateContentReadStreamAsync();
        await source.CopyToAsync(stream);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
