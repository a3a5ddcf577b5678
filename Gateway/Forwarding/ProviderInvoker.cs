namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// Sends the one request of a call: notes when it goes out, gives it the body that was made of the client's, and lets only the call's own
/// watch end it, which is linked to the forwarder's token. Made for each call, so that the request need not carry it.
/// </summary>
internal sealed class ProviderInvoker : HttpMessageInvoker
{
    private readonly LlmCall _call;

    /// <summary>Sends for a call.</summary>
    /// <param name="handler">The connections; stay with their owner.</param>
    /// <param name="call">The call.</param>
    public ProviderInvoker(HttpMessageHandler handler, LlmCall call)
        : base(handler, disposeHandler: false) => _call = call;

    /// <inheritdoc/>
    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _call.Sending(cancellationToken);
        if (_call.Body is { } body)
        {
            request.Content = new SplicedContent(body, request.Content);
        }

        return base.SendAsync(request, _call.Watch.Token);
    }
}
