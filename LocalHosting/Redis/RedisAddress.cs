using System.Globalization;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>
/// Where a Redis is and how to log in, read from a StackExchange.Redis connection string: <c>host:port,password=...,ssl=true</c>.
/// </summary>
internal sealed record RedisAddress(string Host, int Port, string? User, string? Password, bool Tls)
{
    /// <summary>The port that Redis has when a connection string names none.</summary>
    public const int DefaultPort = 6379;

    /// <summary>The first endpoint of the string with the credentials; options that a PING does not need are passed over.</summary>
    /// <exception cref="FormatException">The string names no endpoint or no valid port; the message does not quote it, since it may hold a
    /// password.</exception>
    public static RedisAddress Parse(string connectionString)
    {
        var address = new RedisAddress("", DefaultPort, null, null, false);
        foreach (var part in connectionString.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            address = equals > 0 ? address.WithOption(part[..equals].Trim(), part[(equals + 1)..].Trim())
                : address.Host.Length == 0 ? address.WithEndpoint(part)
                : address;
        }

        return address.Host.Length > 0
            ? address
            : throw new FormatException("The Redis connection string names no host; it has the form host:port,password=...");
    }

    private RedisAddress WithOption(string name, string value) => name.ToLowerInvariant() switch
    {
        "password" => this with { Password = value },
        "user" => this with { User = value },
        "ssl" => this with { Tls = bool.TryParse(value, out var tls) && tls },
        _ => this,
    };

    private RedisAddress WithEndpoint(string endpoint)
    {
        var colon = endpoint.LastIndexOf(':');
        if (colon < 0 || endpoint.EndsWith(']'))
        {
            return this with { Host = endpoint.Trim('[', ']') };
        }

        var isNumber = int.TryParse(endpoint[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return isNumber && port is > 0 and <= 65535
            ? this with { Host = endpoint[..colon].Trim('[', ']'), Port = port }
            : throw new FormatException("The Redis connection string has no valid port after its host (1 to 65535).");
    }
}
