namespace LlmAspire.ServiceDefaults.Discovery;

/// <summary>Sends each request to the real address of the logical one it names.</summary>
internal sealed class ServiceDiscoveryHandler : DelegatingHandler
{
    private readonly ServiceEndpointResolver _resolver;

    /// <summary>Resolves with <paramref name="resolver"/>.</summary>
    /// <param name="resolver">Where addresses come from.</param>
    public ServiceDiscoveryHandler(ServiceEndpointResolver resolver) => _resolver = resolver;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } address)
        {
            request.RequestUri = _resolver.Resolve(address);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
