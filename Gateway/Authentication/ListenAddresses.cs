using System.Net;

namespace LlmAspire.Gateway.Authentication;

/// <summary>Tells whether an address that the gateway listens on can be reached from another machine.</summary>
internal static class ListenAddresses
{
    /// <summary>The addresses that the configuration names, in the order in which Kestrel prefers them.</summary>
    /// <param name="configuration">The gateway's configuration.</param>
    /// <returns>Addresses; none where nothing is configured, which is loopback.</returns>
    public static IEnumerable<string> Configured(IConfiguration configuration)
    {
        string[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (endpoints.Length > 0)
        {
            return endpoints;
        }

        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            return Split(urls);
        }

        return
        [
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
        ];
    }

    /// <summary>Whether other machines reach an address.</summary>
    /// <param name="address">The address as Kestrel writes it.</param>
    /// <returns>False for loopback, sockets of the file system and named pipes.</returns>
    public static bool IsOpen(string address)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            // Kestrel refuses it with a better message.
            return false;
        }

        return !binding.IsUnixPipe && !binding.IsNamedPipe
            && !string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            && !(IPAddress.TryParse(binding.Host, out var ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>The sentence with which the start fails.</summary>
    /// <param name="address">An open address.</param>
    /// <returns>What is wrong, and the three ways out.</returns>
    public static string Refusal(string address) =>
        $"Without Gateway:ApiKeys the gateway listens on loopback only, but {address} can be reached from other machines: configure "
        + "Gateway:ApiKeys, listen on localhost, or set Gateway:AllowAnonymous=true.";

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
