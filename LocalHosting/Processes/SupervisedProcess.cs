using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Aspire.Hosting;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.LocalHosting.Processes;

/// <summary>A running child process: its output, its end, and how to stop it.</summary>
internal sealed class SupervisedProcess
{
    /// <summary>
    /// How long the last lines of output may take to arrive after the process has ended (a grandchild may hold the pipe open).
    /// </summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;

    private SupervisedProcess(Process process, Action<string, bool> onLine)
    {
        _process = process;
        Id = process.Id;
        Exited = WaitAsync(
            ReadAsync(process.StandardOutput, line => onLine(line, false)),
            ReadAsync(process.StandardError, line => onLine(line, true)));
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>Ends with the exit code when the process has ended and its output was read; 128 + n when signal n ended it.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts a process. Called on the spawner's thread only.</summary>
    /// <param name="plan">What to start.</param>
    /// <param name="onLine">Told each line of its output.</param>
    /// <returns>The process.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be started; the message says why.</exception>
    public static SupervisedProcess Start(LaunchPlan plan, Action<string, bool> onLine)
    {
        var process = new Process { StartInfo = StartInfos.Of(plan) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            process.Dispose();
            throw new DistributedApplicationException($"'{plan.FileName}' could not be started: {failure.Message}.", failure);
        }

        var supervised = new SupervisedProcess(process, onLine);
        _ = FeedAsync(process, plan.StandardInput);
        return supervised;
    }

    /// <summary>Asks the process to end, and kills it and its descendants when it does not.</summary>
    /// <param name="grace">How long it may take.</param>
    /// <param name="cancellationToken">Kills it now.</param>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else if (!_process.HasExited)
        {
            UnixSignals.Terminate(Id);
        }

        try
        {
            await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(grace, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            Kill();
            return false;
        }
        finally
        {
            await Exited.ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            onLine(line);
        }
    }

    private static async Task FeedAsync(Process process, string? content)
    {
        try
        {
            if (content is not null)
            {
                await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(content)).ConfigureAwait(false);
            }

            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended, or closed its input, without reading all of it; its exit code says more than this.
        }
    }

    private async Task<int> WaitAsync(Task output, Task error)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(OutputGrace)).ConfigureAwait(false);
        return _process.ExitCode;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended meanwhile.
        }
    }
}
