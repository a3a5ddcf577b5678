using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace LlmAspire.LocalHosting.Launching;

/// <summary>What a planner is given.</summary>
/// <param name="Resource">The resource, its endpoints allocated.</param>
/// <param name="Services">The application's services.</param>
/// <param name="Environment">The variables from the resource's annotations, resolved.</param>
/// <param name="Arguments">The arguments from the resource's annotations, resolved.</param>
/// <param name="Logger">Writes into the resource's output; say there what takes time.</param>
internal sealed record LaunchContext(
    IResource Resource,
    IServiceProvider Services,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Arguments,
    ILogger Logger);
