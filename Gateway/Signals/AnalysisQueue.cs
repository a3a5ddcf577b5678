using System.Threading.Channels;
using LlmAspire.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>The calls that wait for their analysis: bounded in number and bytes; what does not fit is left out and counted. Thread-safe.</summary>
internal sealed class AnalysisQueue
{
    private readonly Channel<AnalysisJob> _jobs;
    private readonly GatewayMetrics _metrics;
    private readonly SignalsOptions _options;
    private long _bytes;

    /// <summary>An empty queue.</summary>
    /// <param name="metrics">Where what is left out is counted.</param>
    /// <param name="options">The bounds.</param>
    public AnalysisQueue(GatewayMetrics metrics, IOptions<SignalsOptions> options)
    {
        _metrics = metrics;
        _options = options.Value;
        _jobs = Channel.CreateBounded<AnalysisJob>(_options.MaxWaiting);
    }

    /// <summary>Whether calls are analyzed at all.</summary>
    public bool IsOn => _options.Enabled;

    /// <summary>Whether messages of this length are analyzed; if not, that is counted.</summary>
    /// <param name="bytes">The length of their JSON.</param>
    /// <returns>Whether they are.</returns>
    public bool Takes(long bytes)
    {
        var takes = bytes <= _options.MaxConversationBytes;
        if (!takes)
        {
            _metrics.CountUnanalyzed("too_large");
        }

        return takes;
    }

    /// <summary>Puts a call in line. Does not wait.</summary>
    /// <param name="job">The call.</param>
    /// <returns>Whether it is in line; if not, it is the caller's to end its span.</returns>
    public bool TryAdd(AnalysisJob job)
    {
        if (Interlocked.Add(ref _bytes, job.Messages.Length) <= _options.MaxWaitingBytes && _jobs.Writer.TryWrite(job))
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -job.Messages.Length);
        _metrics.CountUnanalyzed("queue_full");
        return false;
    }

    /// <summary>Nothing is added any more.</summary>
    public void Complete() => _jobs.Writer.TryComplete();

    /// <summary>Takes the calls in order, until the last after <see cref="Complete"/>.</summary>
    /// <returns>The calls.</returns>
    public async IAsyncEnumerable<AnalysisJob> TakeAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            Interlocked.Add(ref _bytes, -job.Messages.Length);
            yield return job;
        }
    }
}
