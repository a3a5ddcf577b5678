using Yarp.ReverseProxy.Configuration;

namespace LlmAspire.Benchmarks.Load;

/// <summary>YARP and nothing else: what any gateway built on it costs at least, and so the measure of ours.</summary>
internal static class PlainYarp
{
    /// <summary>Runs the proxy until it is told to stop.</summary>
    /// <param name="args"><c>--urls</c>, and <c>--upstream</c> for where everything goes.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var upstream = builder.Configuration["upstream"] ?? throw new InvalidOperationException("--upstream is missing.");
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "up", Match = new RouteMatch { Path = "/{**rest}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "up",
                    Destinations = new Dictionary<string, DestinationConfig> { ["up"] = new() { Address = upstream } },
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        app.Run();
        return 0;
    }
}
