using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>Starts the dashboard that is on this machine, or says how to get one.</summary>
internal sealed class DashboardLaunchPlanner : ILaunchPlanner
{
    private readonly UserCache _cache;

    /// <summary>Looks for the dashboard in that cache first.</summary>
    public DashboardLaunchPlanner(UserCache cache) => _cache = cache;

    /// <inheritdoc />
    public ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        if (DashboardProgram.Find(configuration, _cache) is not { } program)
        {
            return new(new LaunchUnavailable($"The Aspire dashboard is not on this machine. {DashboardFetcher.HowToGetIt}"));
        }

        var dashboard = (DashboardResource)context.Resource;
        var frontend = UrlOf(dashboard.Frontend, DashboardAddress.Frontend(configuration));
        var otlpGrpc = UrlOf(dashboard.OtlpGrpc, DashboardAddress.OtlpGrpc(configuration));
        var otlpHttp = UrlOf(dashboard.OtlpHttp, DashboardAddress.OtlpHttp(configuration));
        var resourceService = context.Services.GetRequiredService<DashboardHost>().ResourceService;
        return new(new LaunchPlan(
            program.FileName,
            program.Arguments(frontend, otlpGrpc, otlpHttp),
            Path.GetDirectoryName(program.FileName)!,
            DashboardEnvironment.Of(configuration, frontend, otlpGrpc, otlpHttp, resourceService)));
    }

    // The dashboard itself would end with a page of stack traces.
    private static string UrlOf(EndpointReference endpoint, DashboardAddress address)
    {
        var port = endpoint.Port;
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new DistributedApplicationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Port {port} of the dashboard is taken. Set {address.Setting} to another address, such as http://localhost:{port + 10}."));
        }

        return string.Create(CultureInfo.InvariantCulture, $"http://{address.Host}:{port}");
    }
}
