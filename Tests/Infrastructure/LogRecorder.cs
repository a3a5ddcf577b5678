using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>Records what a host logs.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly ConcurrentQueue<Logged> _entries = new();
    private readonly SemaphoreSlim _written = new(0);

    /// <summary>What was logged so far.</summary>
    public IReadOnlyCollection<Logged> Entries => _entries;

    /// <summary>Waits for an entry.</summary>
    /// <param name="isIt">Whether an entry is the one.</param>
    /// <returns>The entry.</returns>
    public async Task<Logged> WaitForAsync(Func<Logged, bool> isIt)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (_entries.FirstOrDefault(isIt) is { } found)
            {
                return found;
            }

            await _written.WaitAsync(deadline.Token);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(LogRecorder owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            owner._entries.Enqueue(new Logged(category, logLevel, formatter(state, exception) + exception));
            owner._written.Release();
        }
    }
}
