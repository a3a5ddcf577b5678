using Aspire.Hosting;

namespace LlmAspire.LocalHosting.Launching;

/// <summary>Decides how a resource is started. Asked anew at every start, so what was missing may be there the next time.</summary>
internal interface ILaunchPlanner
{
    /// <summary>Decides.</summary>
    /// <param name="context">The resource, its environment and arguments.</param>
    /// <param name="cancellationToken">Signalled when the resource is stopped or the application ends.</param>
    /// <returns>
    /// A <see cref="LaunchPlan"/>, <see cref="LaunchExternal"/> or <see cref="LaunchUnavailable"/>. Throwing
    /// <see cref="DistributedApplicationException"/> ends in FailedToStart with that message.
    /// </returns>
    ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken);
}
