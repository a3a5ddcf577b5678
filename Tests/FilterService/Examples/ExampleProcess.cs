using System.Diagnostics;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Examples;

/// <summary>An example filter as a process of its own, on a free port.</summary>
internal sealed class ExampleProcess : IAsyncDisposable
{
    private const string Announcement = "Now listening on: ";
    private readonly Process _process;

    private ExampleProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts a program and waits until it listens.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What its environment has besides the tests'.</param>
    /// <returns>The running example.</returns>
    public static async Task<ExampleProcess> StartAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
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
                return new ExampleProcess(process, new Uri(line[(at + Announcement.Length)..].Split('\e')[0].Trim()));
            }
        }

        throw new InvalidOperationException($"{program} ended before it listened.");
    }

    /// <summary>Opens an exchange with it.</summary>
    /// <returns>The exchange.</returns>
    public Task<StreamExchange> OpenAsync() =>
        StreamExchange.OpenAtAsync(new Uri(Address, "/stream"), "/v1/chat/completions", "text/event-stream", "response");

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
