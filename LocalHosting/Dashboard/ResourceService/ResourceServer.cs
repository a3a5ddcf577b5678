using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>
/// The server that the dashboard asks: gRPC over cleartext HTTP/2 on loopback, open only to who knows the key. It has no state of a
/// caller, so a dashboard that was restarted finds everything again.
/// </summary>
/// <remarks>Kestrel alone, without a web host, which would bring a second host's signal handlers and log lines into this process.</remarks>
internal sealed class ResourceServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    /// <summary>The header in which the dashboard sends the key.</summary>
    public const string KeyHeader = "x-resource-service-api-key";

    private const string PathPrefix = "/aspire.v1.DashboardService/";

    // Every call ends by itself as soon as the token is cancelled; only a caller that does not read can take longer.
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(1);

    private readonly byte[] _key;
    private readonly ResourceMethods _methods;
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _web;

    /// <summary>A server for that key; it listens when started.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="key">The key that callers must send.</param>
    /// <param name="methods">What can be called.</param>
    /// <param name="loggers">Where the server reports a failed call.</param>
    public ResourceServer(int port, string key, ResourceMethods methods, ILoggerFactory loggers)
    {
        _key = Encoding.UTF8.GetBytes(key);
        _methods = methods;

        var kestrel = new KestrelServerOptions { AddServerHeader = false };

        // A watch is silent while nothing changes. With the default rates Kestrel takes that for a slow client and resets the connection
        // with every call on it.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
        _web = new KestrelServer(
            Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
    }

    /// <summary>Starts to listen and returns the address for the dashboard.</summary>
    /// <exception cref="AddressInUseException">Another process has the port.</exception>
    public async Task<Uri> StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _web.StartAsync(this, cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException taken)
        {
            throw new AddressInUseException(taken.Message, error);
        }

        return new Uri(_web.Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Ends every watch and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(EndWithin);
        await _web.StopAsync(limit.Token);
        _web.Dispose();
    }

    /// <inheritdoc />
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc />
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // A context holds nothing that is not the server's own.
    }

    /// <inheritdoc />
    public async Task ProcessRequestAsync(HttpContext context)
    {
        var call = new GrpcCall(context);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await _methods.CallAsync(MethodOf(context.Request), call, stop.Token);
            call.End(GrpcStatus.Ok);
        }
        catch (GrpcException error)
        {
            call.End(error.Status, error.Message);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            call.End(GrpcStatus.Unavailable, "The application is stopping.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The dashboard left; there is nobody to answer.
        }
    }

    private string MethodOf(HttpRequest request)
    {
        // Of equal length or not, the comparison takes the same time for every wrong key.
        var given = Encoding.UTF8.GetBytes(request.Headers[KeyHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(_key)))
        {
            throw new GrpcException(GrpcStatus.Unauthenticated, $"The header {KeyHeader} must hold the resource service's key.");
        }

        var path = request.Path.Value ?? "";
        return path.StartsWith(PathPrefix, StringComparison.Ordinal)
            ? path[PathPrefix.Length..]
            : throw new GrpcException(GrpcStatus.Unimplemented, $"{path} is not offered by this host.");
    }
}
