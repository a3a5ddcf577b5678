using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.LocalHosting.Waiting;

/// <summary>Holds the start of a resource until what it waits for is there.</summary>
internal sealed class DependencyWaiter
{
    private readonly ResourceNotificationService _notifications;

    /// <summary>Watches <paramref name="notifications"/>.</summary>
    /// <param name="notifications">The states of all resources.</param>
    public DependencyWaiter(ResourceNotificationService notifications) => _notifications = notifications;

    /// <summary>Waits. While it does, <paramref name="onWaiting"/> is told what is missing, each time that changes.</summary>
    /// <param name="resource">The resource that waits.</param>
    /// <param name="onWaiting">Told what is missing, such as <c>redis, mock-llm (Exited)</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when every wait is satisfied.</returns>
    /// <exception cref="DistributedApplicationException">One cannot be satisfied any more; the message says why.</exception>
    public async Task WaitAsync(IResource resource, Func<string, Task> onWaiting, CancellationToken cancellationToken)
    {
        var pending = resource.Annotations.OfType<WaitAnnotation>().ToList();
        var latest = new Dictionary<IResource, CustomResourceSnapshot>();
        string? told = null;
        if (pending.Count == 0)
        {
            return;
        }

        await foreach (var change in _notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            latest[change.Resource] = change.Snapshot;
            pending.RemoveAll(wait => wait.Resource == change.Resource && IsSatisfied(wait, change.Snapshot, resource));
            if (pending.Count == 0)
            {
                return;
            }

            var missing = string.Join(", ", pending.Select(wait => Describe(wait.Resource, latest.GetValueOrDefault(wait.Resource))));
            if (missing != told)
            {
                told = missing;
                await onWaiting(missing).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The name alone while it comes up; with state and reason once it cannot come up by itself.</summary>
    /// <summary>A dependency's name, with its state where that says more than "not yet". Why it is there, it says itself.</summary>
    private static string Describe(IResource dependency, CustomResourceSnapshot? snapshot)
    {
        var state = snapshot?.State?.Text;
        return KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted
            ? $"{dependency.Name} ({state})"
            : dependency.Name;
    }

    private bool IsSatisfied(WaitAnnotation wait, CustomResourceSnapshot snapshot, IResource waiting)
    {
        var state = snapshot.State?.Text;
        if (state == LocalResourceStates.Unavailable)
        {
            return true;
        }

        if (wait.WaitType == WaitType.WaitForCompletion)
        {
            return IsCompleted(wait, snapshot, waiting);
        }

        var behavior = wait.WaitBehavior ?? _notifications.DefaultWaitBehavior;
        if (behavior == WaitBehavior.StopOnResourceUnavailable && KnownResourceStates.TerminalStates.Contains(state))
        {
            throw Failed(waiting, wait.Resource, snapshot);
        }

        return wait.WaitType == WaitType.WaitUntilStarted
            ? state == KnownResourceStates.Running
            : snapshot.HealthStatus == HealthStatus.Healthy;
    }

    private static bool IsCompleted(WaitAnnotation wait, CustomResourceSnapshot snapshot, IResource waiting)
    {
        if (!KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text))
        {
            return false;
        }

        return snapshot.State!.Text != KnownResourceStates.FailedToStart && snapshot.ExitCode == wait.ExitCode
            ? true
            : throw Failed(waiting, wait.Resource, snapshot);
    }

    private static DistributedApplicationException Failed(IResource waiting, IResource dependency, CustomResourceSnapshot snapshot) =>
        new($"'{waiting.Name}' was not started, because it waits for {Describe(dependency, snapshot)}: "
            + (snapshot.Property(KnownProperties.Local.Reason) ?? "see its console output."));
}
