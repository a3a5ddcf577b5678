using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.ServiceDefaults.Discovery;

/// <summary>
/// Turns a logical address such as <c>http://mock-llm</c> into a real one from configuration: <c>services:mock-llm:http:0</c>, <c>:1</c> and so
/// on, as Aspire's <c>WithReference</c> injects them (<c>services__mock-llm__http__0</c>).
/// </summary>
/// <remarks>
/// The forms are those of Microsoft.Extensions.ServiceDiscovery: <c>https+http://name</c> tries the schemes in that order, and
/// <c>http://_endpoint.name</c> asks for a named endpoint. Several addresses are taken in turn. Thread-safe.
/// </remarks>
public sealed class ServiceEndpointResolver
{
    private readonly IConfiguration _configuration;
    private readonly ConcurrentDictionary<string, Turn> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads addresses from <paramref name="configuration"/> at each call, so that a reload is seen.</summary>
    /// <param name="configuration">The configuration that holds the <c>services</c> section.</param>
    public ServiceEndpointResolver(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _configuration = configuration;
    }

    /// <summary>The real address for <paramref name="address"/>, or <paramref name="address"/> itself when its host names no configured service.</summary>
    /// <param name="address">An absolute address; path and query are kept.</param>
    /// <returns>An absolute address whose scheme a client can use.</returns>
    public Uri Resolve(Uri address)
    {
        var (key, values) = Find(address);
        return Combine(Next(key, values), address);
    }

    /// <summary>The same with every address that is configured, for a caller that takes turns itself.</summary>
    /// <param name="address">An absolute address; path and query are kept.</param>
    /// <returns>One or more absolute addresses.</returns>
    public IReadOnlyList<Uri> ResolveAll(Uri address) => [.. Find(address).Values.Select(value => Combine(value, address))];

    /// <summary>What is configured for an address: where it stands, and the values, with their scheme; only the scheme when there is none.</summary>
    private (string Key, string[] Values) Find(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var schemes = address.Scheme.Split('+');
        var (endpointName, service) = SplitHost(address.Host);
        var section = _configuration.GetSection("services").GetSection(service);

        foreach (var key in endpointName is null ? schemes : [endpointName])
        {
            var scheme = endpointName is null ? key : schemes[0];
            string[] values =
            [
                .. section.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()

                    // A value without a scheme ("localhost:5082") takes the scheme that was asked for.
                    .Select(value => value.Contains("://", StringComparison.Ordinal) ? value : $"{scheme}://{value}"),
            ];
            if (values.Length > 0)
            {
                return (service + "/" + key, values);
            }
        }

        return ("", [schemes[0] + "://" + address.Authority]);
    }

    private static (string? EndpointName, string Service) SplitHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1 ? (host[1..dot], host[(dot + 1)..]) : (null, host);
    }

    private static Uri Combine(string configured, Uri original)
    {
        var real = new Uri(configured);
        if (string.Equals(real.Scheme, original.Scheme, StringComparison.Ordinal) && real.Authority == original.Authority && real.AbsolutePath.Length <= 1)
        {
            return original;
        }

        var builder = new UriBuilder(original) { Scheme = real.Scheme, Host = real.Host, Port = real.Port };
        if (real.AbsolutePath.Length > 1)
        {
            builder.Path = real.AbsolutePath.TrimEnd('/') + original.AbsolutePath;
        }

        return builder.Uri;
    }

    private string Next(string key, string[] values)
    {
        if (values.Length == 1)
        {
            return values[0];
        }

        var turn = Interlocked.Increment(ref _turns.GetOrAdd(key, _ => new Turn()).Value);
        return values[(int)((uint)turn % (uint)values.Length)];
    }

    private sealed class Turn
    {
        public int Value;
    }
}
