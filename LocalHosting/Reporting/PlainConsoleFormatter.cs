using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LlmAspire.LocalHosting.Reporting;

/// <summary>The host's console: time and message, with the level only when it is a warning or worse.</summary>
internal sealed class PlainConsoleFormatter : ConsoleFormatter
{
    /// <summary>Its name in configuration.</summary>
    public const string FormatterName = "plain";

    private readonly TimeProvider _time;

    /// <summary>Stamps lines with <paramref name="time"/>.</summary>
    /// <param name="time">The clock.</param>
    public PlainConsoleFormatter(TimeProvider time)
        : base(FormatterName) => _time = time;

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => string.Empty,
        };
        textWriter.WriteLine($"{_time.GetLocalNow():HH:mm:ss} {level}{logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        if (logEntry.Exception is { } failure)
        {
            textWriter.WriteLine(failure);
        }
    }
}
