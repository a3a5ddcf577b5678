using System.Net;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>A <see cref="SplicedBody"/> on its way to a provider, written as it stands.</summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly SplicedBody _body;

    /// <summary>Sends a body.</summary>
    /// <param name="body">The bytes; they must stay as they are until the request is over.</param>
    /// <param name="replaced">The content whose place it takes, for its headers; null for none.</param>
    public SplicedContent(SplicedBody body, HttpContent? replaced = null)
    {
        _body = body;
        if (replaced is not null)
        {
            foreach (var header in replaced.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
            }
        }

        Headers.ContentLength = body.Length;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_body.Head, cancellationToken);
        if (_body.IsChanged)
        {
            await stream.WriteAsync(_body.Insert, cancellationToken);
            await stream.WriteAsync(_body.Tail, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
