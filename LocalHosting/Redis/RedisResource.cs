using LlmAspire.LocalHosting.Redis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis server: one of ours on loopback with a password, or one that the host was given a connection string to.</summary>
public class RedisResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    internal const string RedisScheme = "redis";

    /// <summary>A Redis without a password.</summary>
    /// <param name="name">The name.</param>
    public RedisResource(string name)
        : base(name) => PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);

    /// <summary>A Redis with a password.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    public RedisResource(string name, ParameterResource password)
        : this(name) => PasswordParameter = password;

    /// <summary>Where it listens, when it is one of ours.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>The host part of its address, when it is one of ours.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The port part of its address, when it is one of ours.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>Its password, when it is one of ours.</summary>
    public ParameterResource? PasswordParameter { get; }

    /// <summary>Whether its connection is encrypted: only a given one's can be.</summary>
    public bool TlsEnabled => Given?.Tls == true;

    /// <summary>The given connection string, or <c>localhost:PORT,password=PASSWORD</c>.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        GivenConnectionString is { } given ? ReferenceExpression.Create($"{given}")
        : PasswordParameter is { } password
            ? ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},password={password}")
        : ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");

    /// <summary><c>redis://:PASSWORD@HOST:PORT</c>.</summary>
    public ReferenceExpression UriExpression =>
        Given is { } given ? ReferenceExpression.Create($"{UriOf(given)}")
        : PasswordParameter is { } password ? ReferenceExpression.Create($"{RedisScheme}://:{password}@{Host}:{Port}")
        : ReferenceExpression.Create($"{RedisScheme}://{Host}:{Port}");

    /// <summary>The connection string that the host's configuration gives; null starts a Redis of ours.</summary>
    internal string? GivenConnectionString { get; init; }

    /// <summary>Where the given Redis is.</summary>
    internal RedisAddress? Given => GivenConnectionString is { } given ? RedisAddress.Parse(given) : null;

    /// <inheritdoc/>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        var given = Given;
        yield return new("Host", given is null ? ReferenceExpression.Create($"{Host}") : ReferenceExpression.Create($"{given.Host}"));
        yield return new("Port", given is null ? ReferenceExpression.Create($"{Port}") : ReferenceExpression.Create($"{PortOf(given)}"));
        if (given is null && PasswordParameter is { } password)
        {
            yield return new("Password", ReferenceExpression.Create($"{password}"));
        }
        else if (given?.Password is { } givenPassword)
        {
            yield return new("Password", ReferenceExpression.Create($"{givenPassword}"));
        }

        yield return new("Uri", UriExpression);
    }

    /// <summary>The connection string as it is now.</summary>
    /// <param name="cancellationToken">Ends the wait for its parts.</param>
    /// <returns>The connection string.</returns>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        ConnectionStringExpression.GetValueAsync(cancellationToken);

    /// <summary>The password of a Redis of ours; empty asks for none.</summary>
    internal async ValueTask<string> PasswordAsync(CancellationToken cancellationToken) =>
        PasswordParameter is null ? "" : await PasswordParameter.GetValueAsync(cancellationToken) ?? "";

    private static string PortOf(RedisAddress given) => given.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string UriOf(RedisAddress given)
    {
        var scheme = given.Tls ? "rediss" : RedisScheme;
        var login = given.Password is { } password ? $"{Uri.EscapeDataString(given.User ?? "")}:{Uri.EscapeDataString(password)}@" : "";
        return $"{scheme}://{login}{given.Host}:{PortOf(given)}";
    }
}
