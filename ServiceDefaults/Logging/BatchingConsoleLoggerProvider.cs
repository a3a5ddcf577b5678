using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LlmAspire.ServiceDefaults.Logging;

/// <summary>
/// The console's log lines, formatted by the framework's <c>simple</c> formatter and its settings, written by a <see cref="BatchingConsole"/>.
/// Log levels are set under <c>Logging:Console</c>, as for the framework's own.
/// </summary>
[ProviderAlias("Console")]
internal sealed class BatchingConsoleLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly ConsoleFormatter _formatter;
    private readonly BatchingConsole _console;
    private readonly EventHandler _flush;
    private IExternalScopeProvider? _scopes;

    /// <summary>Writes to standard output.</summary>
    /// <param name="formatters">The registered formatters.</param>
    public BatchingConsoleLoggerProvider(IEnumerable<ConsoleFormatter> formatters)
    {
        _formatter = formatters.First(formatter => formatter.Name == ConsoleFormatterNames.Simple);
        _console = new BatchingConsole(Console.OpenStandardOutput(), TimeProvider.System);
        _flush = (_, _) => _console.Flush();

        // A process that ends by Environment.Exit, or by a signal before its host was built, disposes of nothing.
        AppDomain.CurrentDomain.ProcessExit += _flush;
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new BatchingConsoleLogger(categoryName, _formatter, _console, () => _scopes);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _flush;
        _console.Dispose();
    }
}
