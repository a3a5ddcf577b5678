using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.LocalHosting.Health;

/// <summary>Healthy when a GET request is answered with the expected status.</summary>
internal sealed class HttpEndpointHealthCheck : IHealthCheck
{
    /// <summary>How long an answer may take; a check is repeated anyway.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly IHttpClientFactory _clients;
    private readonly EndpointReference _endpoint;
    private readonly string _path;
    private readonly int _expectedStatus;

    /// <summary>Asks <paramref name="path"/> of <paramref name="endpoint"/>.</summary>
    /// <param name="clients">Makes the client.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="path">The path.</param>
    /// <param name="expectedStatus">The status that means healthy.</param>
    public HttpEndpointHealthCheck(IHttpClientFactory clients, EndpointReference endpoint, string path, int expectedStatus)
    {
        _clients = clients;
        _endpoint = endpoint;
        _path = path;
        _expectedStatus = expectedStatus;
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var address = new Uri(new Uri(_endpoint.Url), _path);
        using var client = _clients.CreateClient(nameof(HttpEndpointHealthCheck));
        client.Timeout = Timeout;
        try
        {
            using var response = await client
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            return status == _expectedStatus
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"GET {address} answered {status} instead of {_expectedStatus}.");
        }
        catch (HttpRequestException failure)
        {
            return HealthCheckResult.Unhealthy($"GET {address} failed: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"GET {address} was not answered within {Timeout.TotalSeconds:0} s.");
        }
    }
}
