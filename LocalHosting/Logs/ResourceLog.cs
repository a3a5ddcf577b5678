using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The output of one resource: the last lines, and those who follow it.</summary>
/// <remarks>Thread-safe. A follower that lags loses the oldest lines, never the newest.</remarks>
internal sealed class ResourceLog : ILogger
{
    /// <summary>As many lines as the dashboard keeps by default (DASHBOARD__FRONTEND__MAXCONSOLELOGCOUNT).</summary>
    private const int Capacity = 10_000;

    private readonly Queue<LogLine> _backlog = new();
    private readonly List<Channel<LogLine>> _followers = [];
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private int _lines;
    private bool _complete;

    /// <summary>Stamps lines with <paramref name="time"/>.</summary>
    /// <param name="time">The clock.</param>
    public ResourceLog(TimeProvider time) => _time = time;

    /// <summary>Appends a line.</summary>
    /// <param name="text">The line, without its end.</param>
    /// <param name="isError">Whether it came from standard error.</param>
    public void Append(string text, bool isError)
    {
        var stamp = _time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            var line = new LogLine(++_lines, $"{stamp} {text}", isError);
            _backlog.Enqueue(line);
            if (_backlog.Count > Capacity)
            {
                _backlog.Dequeue();
            }

            _followers.ForEach(follower => follower.Writer.TryWrite(line));
        }
    }

    /// <summary>The last lines, oldest first.</summary>
    /// <param name="count">How many.</param>
    /// <returns>At most <paramref name="count"/> lines.</returns>
    public IReadOnlyList<LogLine> Tail(int count)
    {
        lock (_lock)
        {
            return [.. _backlog.TakeLast(count)];
        }
    }

    /// <summary>The backlog in one batch, and then what follows, in batches.</summary>
    /// <param name="follow">Whether to go on after the backlog.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>Batches of lines.</returns>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(
        bool follow,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<LogLine>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        IReadOnlyList<LogLine> backlog;
        lock (_lock)
        {
            backlog = [.. _backlog];
            if (follow && !_complete)
            {
                _followers.Add(channel);
            }
            else
            {
                channel.Writer.Complete();
            }
        }

        try
        {
            if (backlog.Count > 0)
            {
                yield return backlog;
            }

            while (await channel.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return Drain(channel.Reader);
            }
        }
        finally
        {
            lock (_lock)
            {
                _followers.Remove(channel);
            }
        }
    }

    /// <summary>Ends every watch, now and later, after the lines there are.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            _followers.ForEach(follower => follower.Writer.TryComplete());
        }
    }

    /// <summary>Forgets the lines there are.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _backlog.Clear();
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        Append(exception is null ? message : $"{message} {exception.Message}", logLevel >= LogLevel.Error);
    }

    private static List<LogLine> Drain(ChannelReader<LogLine> reader)
    {
        var lines = new List<LogLine>();
        while (reader.TryRead(out var line))
        {
            lines.Add(line);
        }

        return lines;
    }
}
