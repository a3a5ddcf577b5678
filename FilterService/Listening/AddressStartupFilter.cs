using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService.Listening;

/// <summary>
/// Forgets the configured addresses that <see cref="ListenerSetup"/> has added in code; Kestrel would warn at every start that it ignores
/// them.
/// Runs before the server starts.
/// </summary>
internal sealed class AddressStartupFilter : IStartupFilter
{
    private readonly IOptions<FilterServiceOptions> _options;

    /// <summary>Takes the settings.</summary>
    /// <param name="options">Says whether there is an endpoint in code.</param>
    public AddressStartupFilter(IOptions<FilterServiceOptions> options) => _options = options;

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (_options.Value.StreamUrl.Length > 0)
        {
            app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses.Clear();
        }

        next(app);
    };
}
