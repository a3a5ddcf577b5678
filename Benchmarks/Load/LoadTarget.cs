using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace LlmAspire.Benchmarks.Load;

/// <summary>A process that is measured: started, asked until it answers, and stopped again.</summary>
internal sealed class LoadTarget : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private LoadTarget(string name, Uri address, Process process)
    {
        Name = name;
        Address = address;
        _process = process;
    }

    /// <summary>Its name in the tables.</summary>
    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Processor time since its start, user and system.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it had resident so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts a service of this repository from its own output folder.</summary>
    /// <param name="service">Its name in this project's file.</param>
    /// <param name="environment">Settings.</param>
    /// <returns>The target, ready for calls.</returns>
    public static Task<LoadTarget> StartServiceAsync(string service, Dictionary<string, string>? environment = null)
    {
        var path = typeof(LoadTarget).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "Service:" + service).Value!;
        return StartAsync(service, [path], environment ?? []);
    }

    /// <summary>Starts plain YARP, which is this program under another verb.</summary>
    /// <param name="upstream">Where it forwards to.</param>
    /// <returns>The target, ready for calls.</returns>
    public static Task<LoadTarget> StartPlainYarpAsync(Uri upstream) =>
        StartAsync("yarp", [typeof(LoadTarget).Assembly.Location, "plain-yarp", "--upstream", upstream.ToString()], []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<LoadTarget> StartAsync(string name, string[] arguments, Dictionary<string, string> environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [.. arguments, "--urls", address.ToString()])
        {
            WorkingDirectory = Path.GetDirectoryName(arguments[0]),
            RedirectStandardOutput = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_EnableDiagnostics"] = "0" },
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start.");

        // A service logs a line per call; somebody must take them.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var target = new LoadTarget(name, address, process);
        await target.WaitUntilItListensAsync();
        return target;
    }

    private async Task WaitUntilItListensAsync()
    {
        using var deadline = new CancellationTokenSource(StartLimit);
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode} instead of listening.");
            }

            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Address.Port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
