using LlmAspire.LocalHosting.Waiting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <content>Waiting for a resource to reach a state. A wait that cannot succeed ends at once, with the reason.</content>
public partial class ResourceNotificationService
{
    /// <summary>Waits until a resource is in a state.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="targetState">The state; Running by default.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/> that says how things stand.</param>
    /// <returns>A task that ends when the state is reached.</returns>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed to start.</exception>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of several states.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/> that says how things stand.</param>
    /// <returns>The state that was reached.</returns>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed to start.</exception>
    public async Task<string> WaitForResourceAsync(
        string resourceName,
        IEnumerable<string> targetStates,
        CancellationToken cancellationToken = default)
    {
        string[] targets = [.. targetStates];
        var goal = $"reach {string.Join(" or ", targets)}";
        var reached = await WaitAsync(resourceName, goal, IsTargetOrHopeless, cancellationToken).ConfigureAwait(false);
        return IsTarget(reached) ? reached.Snapshot.State!.Text : throw WaitFailures.Hopeless(reached, goal, TailOf(reached));

        bool IsTarget(ResourceEvent change) => targets.Contains(change.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase);
        bool IsTargetOrHopeless(ResourceEvent change) => IsTarget(change) || IsHopeless(change, KnownResourceStates.FailedToStart);
    }

    /// <summary>Waits until a resource satisfies a condition.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="predicate">The condition, asked for the present state and each change.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/> that says how things stand.</param>
    /// <returns>The change that satisfied it.</returns>
    /// <exception cref="DistributedApplicationException">There is no such resource.</exception>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName,
        Func<ResourceEvent, bool> predicate,
        CancellationToken cancellationToken = default) =>
        WaitAsync(resourceName, "satisfy the condition", predicate, cancellationToken);

    /// <summary>Waits until a resource runs and all its health checks are healthy, with the application's default behavior.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/> that says how things stand.</param>
    /// <returns>The change that made it healthy.</returns>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed or ended.</exception>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _options.DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource runs and all its health checks are healthy.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="waitBehavior">What to do when it fails or ends.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/> that says how things stand.</param>
    /// <returns>The change that made it healthy.</returns>
    /// <exception cref="DistributedApplicationException">There is no such resource, or it failed or ended.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName,
        WaitBehavior waitBehavior,
        CancellationToken cancellationToken = default)
    {
        const string Goal = "become healthy";
        var reached = await WaitAsync(resourceName, Goal, IsHealthyOrHopeless, cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.HealthStatus == HealthStatus.Healthy
            ? reached
            : throw WaitFailures.Hopeless(reached, Goal, TailOf(reached));

        bool IsHealthyOrHopeless(ResourceEvent change) => change.Snapshot.HealthStatus == HealthStatus.Healthy
            || change.Snapshot.State?.Text == LocalResourceStates.Unavailable
            || (waitBehavior == WaitBehavior.StopOnResourceUnavailable
                && KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text));
    }

    /// <summary>The behavior of waits that name none.</summary>
    internal WaitBehavior DefaultWaitBehavior => _options.DefaultWaitBehavior;

    /// <summary>Waits for a condition; everything above ends here.</summary>
    /// <param name="resourceName">The resource's name.</param>
    /// <param name="goal">What is waited for, to complete "did not ...".</param>
    /// <param name="predicate">The condition.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The change that satisfied it.</returns>
    internal async Task<ResourceEvent> WaitAsync(
        string resourceName,
        string goal,
        Func<ResourceEvent, bool> predicate,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        if (!_model.Resources.TryGetByName(resourceName, out var resource))
        {
            throw WaitFailures.Unknown(resourceName, _model.Resources);
        }

        try
        {
            await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                if (ReferenceEquals(change.Resource, resource) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException)
        {
            TryGetCurrentState(resourceName, out var last);
            throw WaitFailures.GivenUp(resourceName, goal, last, last is null ? [] : TailOf(last), cancellationToken);
        }

        throw new DistributedApplicationException($"The application ended before '{resourceName}' could {goal}.");
    }

    private bool IsHopeless(ResourceEvent change, string failedState) =>
        change.Snapshot.State?.Text == LocalResourceStates.Unavailable
        || (_options.DefaultWaitBehavior == WaitBehavior.StopOnResourceUnavailable && change.Snapshot.State?.Text == failedState);

    private IReadOnlyList<LogLine> TailOf(ResourceEvent change) => _logs.LogOf(change.Resource).Tail(WaitFailures.TailLines);
}
