using System.Collections.Concurrent;
using System.Diagnostics;

namespace LlmAspire.Tests.LocalHosting;

/// <summary>The real app host as a process of its own, in a session of its own, without a dashboard and on random ports.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _isUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HostProcess(string awaitedLine)
    {
        // setsid makes it the leader of a process group, as a terminal does, so that a signal to the group reaches it and its children
        // only.
        var info = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "dotnet", Path.Combine(AppContext.BaseDirectory, "AppHost.dll"), "--LocalHosting:DisableDashboard=true",
            "--DcpPublisher:RandomizePorts=true", "--ConnectionStrings:redis=localhost:1,abortConnect=false",
        ];
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => OnLine(line.Data, awaitedLine);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data, awaitedLine);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _lines);

    public async Task<IReadOnlyList<int>> UntilUpAsync(CancellationToken cancellationToken)
    {
        await _isUp.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        return ProcFs.ChildrenOf(Id);
    }

    public async Task<int> SignalAsync(string signal, bool group, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-s", signal, "--", group ? $"-{Id}" : $"{Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void OnLine(string? line, string awaited)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.Contains(awaited, StringComparison.Ordinal))
        {
            _isUp.TrySetResult();
        }
    }
}
