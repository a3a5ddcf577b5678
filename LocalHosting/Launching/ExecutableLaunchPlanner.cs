using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Launching;

/// <summary>Runs the program of an <see cref="ExecutableResource"/>.</summary>
internal sealed class ExecutableLaunchPlanner : ILaunchPlanner
{
    /// <inheritdoc/>
    public ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var executable = (ExecutableResource)context.Resource;
        return new(new LaunchPlan(executable.Command, context.Arguments, executable.WorkingDirectory, context.Environment));
    }
}
