using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Says in one line why a process ended that nobody asked to end.</summary>
internal static partial class CrashReasons
{
    /// <summary>How many lines of output are looked at; a .NET stack trace is rarely longer.</summary>
    public const int TailLines = 60;

    /// <summary>What .NET writes before the exception that ended a process.</summary>
    private const string Unhandled = "Unhandled exception.";

    /// <summary>
    /// The exit code and the line that says most: an unhandled exception, else the last line of standard error, else the last line.
    /// </summary>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="tail">The last lines of output.</param>
    /// <returns>One line.</returns>
    public static string Of(int exitCode, IReadOnlyList<LogLine> tail)
    {
        var lines = tail.Where(line => TextOf(line).Length > 0).ToArray();
        var telling = lines.LastOrDefault(line => TextOf(line).Contains(Unhandled, StringComparison.Ordinal));
        telling = telling.Content is not null ? telling : lines.LastOrDefault(line => line.IsErrorMessage);
        telling = telling.Content is not null ? telling : lines.LastOrDefault();
        var ended = string.Create(CultureInfo.InvariantCulture, $"the process ended by itself with exit code {exitCode}");
        return telling.Content is null ? ended : $"{ended}; it said: {TextOf(telling)}";
    }

    private static string TextOf(LogLine line) =>
        Colours().Replace(line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..], "").Trim();

    // Output keeps its colours for the console page; a reason is read where they would be noise.
    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colours();
}
