using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Authentication;

/// <summary>
/// Fails the start of a gateway without keys that listens to other machines, whatever made it do so. What the configuration names has been
/// refused before anything listened; this sees what code or a host's default bound.
/// </summary>
internal sealed class BoundAddressCheck : IHostedLifecycleService
{
    private readonly IServer _server;
    private readonly AuthenticationOptions _options;

    /// <summary>Checks <paramref name="server"/>.</summary>
    /// <param name="server">The server.</param>
    /// <param name="options">The keys.</param>
    public BoundAddressCheck(IServer server, IOptions<AuthenticationOptions> options)
    {
        _server = server;
        _options = options.Value;
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        string[] open = _options.IsAnonymous && !_options.AllowAnonymous
            ? [.. _server.Features.Get<IServerAddressesFeature>()?.Addresses.Where(ListenAddresses.IsOpen) ?? []]
            : [];
        return open.Length == 0
            ? Task.CompletedTask
            : throw new OptionsValidationException(
                AuthenticationOptions.SectionName, typeof(AuthenticationOptions), open.Select(ListenAddresses.Refusal));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
