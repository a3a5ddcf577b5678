using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LlmAspire.ServiceDefaults.Platform;

/// <summary>Builds the providers when the host starts: nothing is recorded before somebody has asked for them.</summary>
internal sealed class TelemetryHostedService : IHostedService
{
    private readonly IServiceProvider _services;

    /// <summary>Takes the providers from <paramref name="services"/>, which also disposes (and so flushes) them.</summary>
    /// <param name="services">The host's services.</param>
    public TelemetryHostedService(IServiceProvider services) => _services = services;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _services.GetService<TracerProvider>();
        _services.GetService<MeterProvider>();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
