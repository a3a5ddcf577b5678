using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>A Redis of its own for one test class: the <c>redis-server</c> or <c>valkey-server</c> on PATH, on a free port, with a password.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llmaspire-redis-");
    /// <summary>Stands for the server's port among the arguments.</summary>
    internal const string PortMark = "<port>";

    private readonly string[] _arguments;
    private Process? _process;
    private ConnectionMultiplexer? _client;

    /// <summary>A server without anything unusual.</summary>
    public RedisServer()
        : this([])
    {
    }

    /// <summary>A server with further arguments.</summary>
    /// <param name="arguments">The arguments, as on its command line.</param>
    internal RedisServer(params string[] arguments) => _arguments = arguments;

    /// <summary>Its port; 0 before it has started.</summary>
    public int Port { get; private set; }

    /// <summary>Its connection string; null where there is no Redis on this machine.</summary>
    public string? ConnectionString => _process is null ? null : $"127.0.0.1:{Port},password=p-1,allowAdmin=true";

    /// <summary>Its connection string; the test is skipped where there is no Redis on this machine.</summary>
    /// <returns>The connection string.</returns>
    public string Require()
    {
        Assert.SkipWhen(ConnectionString is null, "There is no redis-server and no valkey-server on PATH.");
        return ConnectionString!;
    }

    /// <summary>A client of it, for what a test does behind the gateway's back.</summary>
    /// <returns>The same client each time.</returns>
    public async Task<ConnectionMultiplexer> ClientAsync() => _client ??= await ConnectionMultiplexer.ConnectAsync(Require());

    public async ValueTask InitializeAsync()
    {
        if (Find() is { } program)
        {
            Port = FreePort();
            try
            {
                await StartAsync(program);
            }
            catch
            {
                await DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Kills it, as a crash would.</summary>
    /// <returns>When it is gone.</returns>
    public async Task KillAsync()
    {
        _process!.Kill();
        await GoneAsync();
    }

    /// <summary>Ends it in order.</summary>
    /// <param name="keepData">Whether it keeps what it has for its next start.</param>
    /// <returns>When it is gone.</returns>
    public async Task StopAsync(bool keepData)
    {
        // A connection of its own: one that an earlier outage broke may not be back yet, and would drop the command without a word.
        var client = await ConnectionMultiplexer.ConnectAsync(Require());
        var mode = keepData ? ShutdownMode.Always : ShutdownMode.Never;

        // It breaks the connection off instead of answering.
        client.GetServer(client.GetEndPoints().Single()).Shutdown(mode, CommandFlags.FireAndForget);
        await GoneAsync();
        client.Close(allowCommandsToComplete: false);
        client.Dispose();
    }

    /// <summary>Stops its clock: it keeps its connections and says nothing.</summary>
    /// <returns>When it is still.</returns>
    public Task PauseAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    /// <returns>When it goes on.</returns>
    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Starts it again on the same port, with what it kept.</summary>
    /// <returns>When it answers.</returns>
    public Task RestartAsync() => StartAsync(Find()!);

    public async ValueTask DisposeAsync()
    {
        // The client's own way to close waits a second for the server to hang up.
        _client?.Close(allowCommandsToComplete: false);
        _client?.Dispose();
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string? Find() => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .SelectMany(folder => (string[])[Path.Combine(folder, "redis-server"), Path.Combine(folder, "valkey-server")])
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task GoneAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        await _process!.WaitForExitAsync(deadline.Token);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    private async Task StartAsync(string program)
    {
        string[] usual = ["--port", $"{Port}", "--bind", "127.0.0.1", "--requirepass", "p-1", "--save", "", "--appendonly", "no"];
        _process = Process.Start(new ProcessStartInfo(program, [.. usual, .. _arguments.Select(argument => argument == PortMark ? $"{Port}" : argument)])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.FullName,
        })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await _process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.OrdinalIgnoreCase))
            {
                return;
            }
        }

        throw new InvalidOperationException($"{program} ended before it was ready.");
    }
}
