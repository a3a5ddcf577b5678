using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Launching;

/// <summary>Says that the resource is launched, and who decides how.</summary>
/// <param name="Planner">Who decides.</param>
internal sealed record LaunchAnnotation(ILaunchPlanner Planner) : IResourceAnnotation
{
    /// <summary>Set while the last decision was <see cref="LaunchUnavailable"/>.</summary>
    public LaunchUnavailable? Unavailable { get; set; }
}
