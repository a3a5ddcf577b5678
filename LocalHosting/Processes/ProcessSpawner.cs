using System.Collections.Concurrent;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.LocalHosting.Processes;

/// <summary>
/// Starts every process of an application from one thread that lives as long as they do: on Linux the signal a child gets when its parent
/// dies is
/// bound to the thread that forked it, so a thread of the pool, which may end at any time, would take the child with it.
/// </summary>
internal sealed class ProcessSpawner : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    public ProcessSpawner()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "process spawner" };
        _thread.Start();
    }

    /// <summary>Starts a process.</summary>
    /// <param name="plan">What to start.</param>
    /// <param name="onLine">Told each line of its output and whether it came from standard error; called from two threads.</param>
    /// <returns>The process.</returns>
    /// <exception cref="Aspire.Hosting.DistributedApplicationException">It cannot be started; the message says why.</exception>
    public Task<SupervisedProcess> StartAsync(LaunchPlan plan, Action<string, bool> onLine)
    {
        var started = new TaskCompletionSource<SupervisedProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(SupervisedProcess.Start(plan, onLine));
            }
#pragma warning disable CA1031 // The failure belongs to the caller, not to this thread, which must live on.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    /// <summary>Ends the thread. Every process must have ended before.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
