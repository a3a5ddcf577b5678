using System.Diagnostics;
using LlmAspire.Gateway;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>A gateway in a process of its own, as it is deployed: <c>dotnet Gateway.dll</c> on a free port.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly Process _process;

    private GatewayProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    /// <summary>A client of the gateway.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a gateway with one provider that takes every model.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="settings">Further settings, each <c>name=value</c>.</param>
    /// <returns>A gateway that listens.</returns>
    public static Task<GatewayProcess> StartAsync(ScriptedProvider provider, params string[] settings) =>
        StartAsync(provider, new Dictionary<string, string?>(), settings);

    /// <summary>Starts a gateway with one provider that takes every model, in an environment of its own.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="environment">Further variables of its environment.</param>
    /// <param name="settings">Further settings, each <c>name=value</c>.</param>
    /// <returns>A gateway that listens.</returns>
    public static async Task<GatewayProcess> StartAsync(
        ScriptedProvider provider, IReadOnlyDictionary<string, string?> environment, params string[] settings)
    {
        var assembly = typeof(GatewayAssembly).Assembly.Location;
        string[] arguments =
        [
            assembly, "--urls=http://127.0.0.1:0", $"--Gateway:Providers:test:Address={provider.Address}", "--Gateway:Providers:test:Default=true",
            .. settings.Select(setting => "--" + setting),
        ];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),

            // It is killed, and a killed runtime leaves its diagnostic sockets behind.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0", ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            var at = line.IndexOf(Announcement, StringComparison.Ordinal);
            if (at >= 0)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new GatewayProcess(process, new Uri(line[(at + Announcement.Length)..].Split('\e')[0].Trim()));
            }
        }

        throw new InvalidOperationException("The gateway ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
