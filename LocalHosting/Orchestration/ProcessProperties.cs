using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Projects;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>What the dashboard shows of a process.</summary>
internal static class ProcessProperties
{
    /// <summary>Program, arguments, folder, process id, and of a project its file and profile.</summary>
    /// <param name="planner">Who planned it.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="processId">The process.</param>
    /// <returns>The properties.</returns>
    public static IEnumerable<ResourcePropertySnapshot> Of(ILaunchPlanner planner, LaunchPlan plan, int processId)
    {
        var arguments = (plan.DisplayArguments ?? plan.Arguments).ToImmutableArray();
        yield return new(KnownProperties.Executable.Path, plan.FileName);
        yield return new(KnownProperties.Executable.WorkDir, plan.WorkingDirectory);
        yield return new(KnownProperties.Executable.Args, arguments);
        yield return new(KnownProperties.Executable.Pid, processId);
        yield return new(KnownProperties.Resource.AppArgs, arguments);
        if (planner is ProjectLaunchPlanner project)
        {
            yield return new(KnownProperties.Project.Path, project.ProjectPath);
            yield return new(KnownProperties.Project.LaunchProfile, project.LaunchProfile);
        }
    }
}
