using System.Text;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>The connections to all providers, pooled by address for as long as the gateway runs.</summary>
internal sealed class ProviderConnections : IDisposable
{
    /// <summary>
    /// What every call goes through. Nothing that a proxy must leave to its client is on: redirects, cookies, decompression, a proxy of the
    /// environment.
    /// </summary>
    public SocketsHttpHandler Handler { get; } = new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,

        // The call's own span is the client's span toward its provider: HttpClient's would say the same under another name, a quarter of all that
        // is exported. The trace's headers are ours to set (LlmCall.PrepareRequest).
        ActivityHeadersPropagator = null,

        // As Kestrel has read them; without this a client's header that is not ASCII (a title, a name) fails its call.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ConnectTimeout = TimeSpan.FromSeconds(15),

        // An answer that is given up ends at once: draining it, to save the connection, would let the provider go on for up to two seconds.
        MaxResponseDrainSize = 0,

        // A provider's addresses change behind its name; connections must follow.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    };

    /// <inheritdoc/>
    public void Dispose() => Handler.Dispose();
}
