using Microsoft.AspNetCore.Http;

namespace LlmAspire.ServiceDefaults;

/// <summary>Where health is asked for, and what telemetry leaves out because of it.</summary>
internal static class HealthPaths
{
    /// <summary>Every health check.</summary>
    public const string Health = "/health";

    /// <summary>Only the checks tagged <see cref="LiveTag"/>.</summary>
    public const string Alive = "/alive";

    /// <summary>The tag of a check that says the process itself is alive.</summary>
    public const string LiveTag = "live";

    /// <summary>Whether a request is a health probe, which must not fill the trace list.</summary>
    /// <param name="path">The request's path.</param>
    /// <returns>True for a probe.</returns>
    public static bool Contains(PathString path) => path == Health || path == Alive;
}
