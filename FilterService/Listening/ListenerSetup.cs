using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService.Listening;

/// <summary>
/// Adds the endpoint of the stream protocol to those that the service is told to listen on, and lifts the limits that are made for short
/// requests: an answer may pause for minutes, be of any size, and there is one stream for each answer.
/// </summary>
internal sealed class ListenerSetup : IConfigureOptions<KestrelServerOptions>
{
    // More than a gateway has answers in flight; Kestrel's default lets the 101st stream of a connection wait for ever.
    private const int MostStreams = 100_000;

    // A stream whose gateway does not read must not use up the window that it shares with the others of its connection.
    private const int StreamWindowBytes = 256 * 1024;
    private const int ConnectionWindowBytes = 64 * 1024 * 1024;

    // Where the service listens when nobody says.
    private const string DefaultUrl = "http://localhost:5081";

    private readonly IConfiguration _configuration;
    private readonly IOptions<FilterServiceOptions> _options;

    /// <summary>Takes the settings.</summary>
    /// <param name="configuration">Says where the service listens otherwise.</param>
    /// <param name="options">Says where the stream protocol listens.</param>
    public ListenerSetup(IConfiguration configuration, IOptions<FilterServiceOptions> options) =>
        (_configuration, _options) = (configuration, options);

    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options)
    {
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.MaxStreamsPerConnection = MostStreams;
        options.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
        options.Limits.Http2.InitialConnectionWindowSize = ConnectionWindowBytes;
        if (_options.Value.StreamUrl is not { Length: > 0 } streamUrl)
        {
            return;
        }

        var stream = BindingAddress.Parse(streamUrl);
        foreach (var address in ConfiguredAddresses())
        {
            if (address.Port == 0 || address.Port != stream.Port)
            {
                Listen(options, address, listen => UseTls(listen, address));
            }
        }

        Listen(options, stream, listen => listen.Protocols = HttpProtocols.Http2);
    }

    // An endpoint in code makes Kestrel ignore the configured addresses: so they are added in code as well.
    private BindingAddress[] ConfiguredAddresses()
    {
        var urls = Values(WebHostDefaults.ServerUrlsKey);
        var plain = Values(WebHostDefaults.HttpPortsKey).Select(port => $"http://*:{port}");
        var tls = Values(WebHostDefaults.HttpsPortsKey).Select(port => $"https://*:{port}");
        string[] all = urls.Length > 0 ? urls : [.. plain, .. tls];
        return [.. (all.Length > 0 ? all : [DefaultUrl]).Select(BindingAddress.Parse)];
    }

    private string[] Values(string key) =>
        (_configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Listen(KestrelServerOptions options, BindingAddress address, Action<ListenOptions> configure)
    {
        if (address.IsUnixPipe)
        {
            options.ListenUnixSocket(address.UnixPipePath, configure);
        }
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            options.Listen(ip, address.Port, configure);
        }
        else if (!address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            options.ListenAnyIP(address.Port, configure);
        }
        else if (address.Port == 0)
        {
            // A free port of both loopback addresses at once cannot be asked for.
            options.Listen(IPAddress.Loopback, 0, configure);
        }
        else
        {
            options.ListenLocalhost(address.Port, configure);
        }
    }

    private static void UseTls(ListenOptions listen, BindingAddress address)
    {
        if (address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
        {
            listen.UseHttps();
        }
    }
}
