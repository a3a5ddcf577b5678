using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.Tests.LocalHosting.Redis;

/// <summary>A server started as a launch plan says, which answers by the time it is handed out and is gone when it is disposed.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private readonly Process _process;

    private RedisProcess(Process process) => _process = process;

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the plan's server and waits until its port accepts connections.</summary>
    public static async Task<RedisProcess> StartAsync(LaunchPlan plan, int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(plan.FileName, plan.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = plan.WorkingDirectory,
        };
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        var server = new RedisProcess(Process.Start(start)!);
        await server._process.StandardInput.WriteAsync(plan.StandardInput);
        server._process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerWithin);
        var seen = new List<string>();
        while (await server._process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            seen.Add(line);
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                return server;
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"No server came up on port {port}:\n{string.Join('\n', seen)}");
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
