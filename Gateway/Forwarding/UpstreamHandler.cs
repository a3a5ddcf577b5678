namespace LlmAspire.Gateway.Forwarding;

/// <summary>Stands between YARP and the provider's connection: notes when a request goes out and ends it when no headers come in time.</summary>
internal sealed class UpstreamHandler : DelegatingHandler
{
    /// <summary>How a request carries its call.</summary>
    public static readonly HttpRequestOptionsKey<LlmCall> CallKey = new("LlmAspire.Call");

    /// <summary>Sends by <paramref name="inner"/>.</summary>
    /// <param name="inner">The connection.</param>
    public UpstreamHandler(HttpMessageHandler inner)
        : base(inner)
    {
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(CallKey, out var call))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        call.Sending(cancellationToken);
        try
        {
            return await base.SendAsync(request, call.Watch.Token);
        }
        finally
        {
            call.Watch.EndWait();
        }
    }
}
