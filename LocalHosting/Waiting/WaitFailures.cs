using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Waiting;

/// <summary>Says why a wait ended without success: state, reason, health reports and the last lines of output.</summary>
internal static class WaitFailures
{
    /// <summary>How many lines of output are quoted.</summary>
    public const int TailLines = 10;

    /// <summary>There is no such resource.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="known">What there is.</param>
    /// <returns>The error.</returns>
    public static DistributedApplicationException Unknown(string name, IEnumerable<IResource> known) =>
        new($"There is no resource '{name}'. The application has: {string.Join(", ", known.Select(resource => resource.Name).Order())}.");

    /// <summary>It cannot happen any more.</summary>
    /// <param name="change">How the resource stands.</param>
    /// <param name="goal">What was waited for.</param>
    /// <param name="tail">Its last lines of output.</param>
    /// <returns>The error.</returns>
    public static DistributedApplicationException Hopeless(ResourceEvent change, string goal, IReadOnlyList<LogLine> tail) =>
        new(Describe($"'{change.Resource.Name}' did not {goal}", change, tail));

    /// <summary>The wait was cancelled or timed out.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="goal">What was waited for.</param>
    /// <param name="last">How the resource stands, when it has a state.</param>
    /// <param name="tail">Its last lines of output.</param>
    /// <param name="cancellationToken">What ended the wait.</param>
    /// <returns>The error.</returns>
    public static OperationCanceledException GivenUp(
        string name,
        string goal,
        ResourceEvent? last,
        IReadOnlyList<LogLine> tail,
        CancellationToken cancellationToken)
    {
        var start = $"'{name}' did not {goal} before the wait was given up";
        return new OperationCanceledException(
            last is null ? $"{start}: it has not published a state; was the application started?" : Describe(start, last, tail),
            cancellationToken);
    }

    private static string Describe(string start, ResourceEvent change, IReadOnlyList<LogLine> tail)
    {
        var snapshot = change.Snapshot;
        var text = new StringBuilder(start).Append(": state ").Append(snapshot.State?.Text ?? "none yet");
        if (snapshot.ExitCode is { } exitCode)
        {
            text.Append(CultureInfo.InvariantCulture, $", exit code {exitCode}");
        }

        AppendPart(text, "reason", snapshot.Property(KnownProperties.Local.Reason));
        AppendPart(text, "waiting for", snapshot.Property(KnownProperties.Resource.WaitingFor));
        text.Append('.');
        foreach (var report in snapshot.HealthReports)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  health {report.Name}: {report.Status?.ToString() ?? "not run yet"}");
            AppendPart(text, "says", report.Description ?? report.ExceptionText);
        }

        foreach (var line in tail)
        {
            text.Append("\n  ").Append(line.Content);
        }

        return text.ToString();
    }

    private static void AppendPart(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(CultureInfo.InvariantCulture, $", {name}: {value}");
        }
    }
}
