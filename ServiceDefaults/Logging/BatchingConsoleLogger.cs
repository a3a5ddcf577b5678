using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LlmAspire.ServiceDefaults.Logging;

/// <summary>The console logger of one category. What is critical is written at once: the process may not live to the next batch.</summary>
internal sealed class BatchingConsoleLogger : ILogger
{
    private const int MaxKeptCharacters = 16 * 1024;

    [ThreadStatic]
    private static StringWriter? _writer;

    private readonly string _category;
    private readonly ConsoleFormatter _formatter;
    private readonly BatchingConsole _console;
    private readonly Func<IExternalScopeProvider?> _scopes;

    /// <summary>A logger.</summary>
    /// <param name="category">Its category.</param>
    /// <param name="formatter">Makes the line.</param>
    /// <param name="console">Writes it.</param>
    /// <param name="scopes">The scopes, once the host has given them.</param>
    public BatchingConsoleLogger(string category, ConsoleFormatter formatter, BatchingConsole console, Func<IExternalScopeProvider?> scopes)
    {
        _category = category;
        _formatter = formatter;
        _console = console;
        _scopes = scopes;
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes()?.Push(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        var writer = _writer ??= new StringWriter();
        var line = writer.GetStringBuilder();
        _formatter.Write(new LogEntry<TState>(logLevel, _category, eventId, state, exception, formatter), _scopes(), writer);
        _console.Add(line);
        line.Clear();
        if (line.Capacity > MaxKeptCharacters)
        {
            _writer = null;
        }

        if (logLevel == LogLevel.Critical)
        {
            _console.Flush();
        }
    }
}
