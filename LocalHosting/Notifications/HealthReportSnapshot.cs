using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a health check said last.</summary>
/// <param name="Name">The check's key.</param>
/// <param name="Status">The verdict; null when it has not run yet.</param>
/// <param name="Description">What it found.</param>
/// <param name="ExceptionText">The error it met, if any.</param>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran last (UTC).</summary>
    public DateTime? LastRunAt { get; init; }
}
