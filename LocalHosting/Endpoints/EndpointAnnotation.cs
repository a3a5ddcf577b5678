using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network endpoint of a resource.</summary>
/// <remarks>There is no proxy here: the allocated port is the one the process itself listens on.</remarks>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <summary>Describes the endpoint.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="uriScheme">The scheme; by default that of <paramref name="protocol"/>.</param>
    /// <param name="transport">The application protocol; by default http for the schemes http and https.</param>
    /// <param name="name">The name; by default the scheme.</param>
    /// <param name="port">The port others use; null lets the host choose one.</param>
    /// <param name="targetPort">The port the process listens on by itself.</param>
    /// <param name="isExternal">Whether it is meant for callers outside the application.</param>
    /// <param name="isProxied">Kept for the signature; there is no proxy here.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Udp ? "udp" : "tcp");
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : UriScheme);
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
    }

    /// <summary>The transport protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The scheme of the endpoint's URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>The application protocol.</summary>
    public string Transport { get; set; }

    /// <summary>The endpoint's name, unique in its resource.</summary>
    public string Name { get; set; }

    /// <summary>The port others use; null lets the host choose one.</summary>
    public int? Port { get; set; }

    /// <summary>The port the process listens on by itself; here it gives way to <see cref="Port"/> or to the port the host chose.</summary>
    public int? TargetPort { get; set; }

    /// <summary>The host name of the endpoint's URL.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>Whether it is meant for callers outside the application.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Kept for the signature; there is no proxy here.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Whether <c>WithReference</c> of the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint { get; set; }

    /// <summary>
    /// The variable that tells the process this endpoint's port. One that is told so is none of the project's <c>ASPNETCORE_URLS</c>.
    /// </summary>
    internal string? TargetPortEnvironmentVariable { get; set; }

    /// <summary>Where it can be reached, once the application starts. It stays the same when the resource restarts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }
}
