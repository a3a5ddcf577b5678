using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Everything that can be seen of a resource at one moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>The dashboard's name of the kind: Project, Executable, Container, Parameter.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Named facts for the details page.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the resource was described (UTC).</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it was started last (UTC).</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended last (UTC).</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>Its state, one of <see cref="KnownResourceStates"/> or a text of its own.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code of the process that ended; 128 + n when signal n ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What the health checks said last, one entry a check. A check that has not run yet has no status.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The worst of the reports while it runs (healthy when there are none); null otherwise.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports.IsEmpty ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>The environment of the process.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where it can be reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Which other resources it has to do with.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>What can be done with it now.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>Whether the dashboard hides it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The Fluent icon of the resource.</summary>
    public string? IconName { get; init; }

    /// <summary>How that icon is drawn.</summary>
    public IconVariant? IconVariant { get; init; }
}
