using System.Buffers;
using System.Text;

namespace LlmAspire.ServiceDefaults.Logging;

/// <summary>
/// Gathers log lines and writes them out together, at the latest <see cref="Delay"/> after the first of them. Thread-safe.
/// </summary>
/// <remarks>
/// The framework's console logger wakes a thread and makes a system call for each line: measured at a fifth to a third of all that a short
/// call through the gateway costs. Here a line costs its formatting and a copy. Whoever logs never waits for the console: while its reader
/// does not take what is written, at most <see cref="MaxPendingBytes"/> are kept; lines beyond that are dropped, counted, and the count is
/// written when the console takes lines again.
/// </remarks>
internal sealed class BatchingConsole : IDisposable
{
    /// <summary>How long a line may wait for others: unnoticeable to a person, and 40 writes a second at most.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(25);

    /// <summary>The most that is kept while nothing can be written.</summary>
    public const int MaxPendingBytes = 1024 * 1024;

    private readonly Stream _output;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private ArrayBufferWriter<byte> _pending = new(4096);
    private ArrayBufferWriter<byte> _spare = new(4096);
    private long _dropped;
    private bool _scheduled;

    /// <summary>Writes to <paramref name="output"/>, which it does not own.</summary>
    /// <param name="output">The console's stream.</param>
    /// <param name="time">The clock.</param>
    public BatchingConsole(Stream output, TimeProvider time)
    {
        _output = output;
        _timer = time.CreateTimer(static state => ((BatchingConsole)state!).Flush(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds what a log entry was formatted to.</summary>
    /// <param name="text">Whole lines, each with its line end; the caller keeps it.</param>
    public void Add(StringBuilder text)
    {
        var characters = ArrayPool<char>.Shared.Rent(text.Length);
        text.CopyTo(0, characters, text.Length);
        lock (_gate)
        {
            if (_pending.WrittenCount >= MaxPendingBytes)
            {
                _dropped++;
            }
            else
            {
                Encoding.UTF8.GetBytes(characters.AsSpan(0, text.Length), _pending);
            }

            if (!_scheduled)
            {
                _scheduled = true;
                _timer.Change(Delay, Timeout.InfiniteTimeSpan);
            }
        }

        ArrayPool<char>.Shared.Return(characters);
    }

    /// <summary>Writes what is there now; returns when it is written.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            ArrayBufferWriter<byte> full;
            lock (_gate)
            {
                _scheduled = false;
                if (_dropped > 0)
                {
                    Encoding.UTF8.GetBytes($"{_dropped} log entries dropped: the console did not take them in time.\n", _pending);
                    _dropped = 0;
                }

                full = _pending;
                _pending = _spare;
            }

            Write(full.WrittenSpan);
            full.ResetWrittenCount();
            _spare = full;
        }
    }

    /// <summary>Writes the rest.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        try
        {
            _output.Write(bytes);
            _output.Flush();
        }
        catch (IOException)
        {
            // Nobody reads the console any more. A service goes on without it, as it does with the framework's logger.
        }
    }
}
