namespace LlmAspire.LocalHosting.Launching;

/// <summary>Knows where telemetry goes. Without one in the container, services are given no OTLP variables.</summary>
internal interface IOtlpTargetSource
{
    /// <summary>Where telemetry goes; asked when a resource starts, so it may wait until that is settled.</summary>
    /// <param name="cancellationToken">Signalled when the application ends.</param>
    /// <returns>The target, or null when nothing receives telemetry.</returns>
    ValueTask<OtlpTarget?> GetAsync(CancellationToken cancellationToken);
}
