using System.Collections.Concurrent;
using System.Diagnostics;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>Records the spans of one trace, of every source, as they stop; tests beside it have traces of their own.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _spans = new();

    // Never disposed: it has no handle, and a span may stop while its recorder goes.
    private readonly SemaphoreSlim _stopped = new(0);

    public SpanRecorder()
    {
        var trace = ActivityTraceId.CreateRandom();
        TraceId = trace.ToHexString();
        TraceParent = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01";
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    _spans.Enqueue(span);
                    _stopped.Release();
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The trace's id.</summary>
    public string TraceId { get; }

    /// <summary>The header by which a request becomes part of the trace.</summary>
    public string TraceParent { get; }

    /// <summary>What has stopped so far.</summary>
    public IReadOnlyCollection<Activity> Spans => _spans;

    /// <summary>Waits for a span.</summary>
    /// <param name="name">The beginning of its name.</param>
    /// <returns>The span.</returns>
    public Task<Activity> WaitForAsync(string name) => WaitForAsync(span => span.DisplayName.StartsWith(name, StringComparison.Ordinal));

    /// <summary>Waits for a span.</summary>
    /// <param name="isWanted">Whether it is the one.</param>
    /// <returns>The span.</returns>
    public async Task<Activity> WaitForAsync(Func<Activity, bool> isWanted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (_spans.FirstOrDefault(isWanted) is { } found)
            {
                return found;
            }

            await _stopped.WaitAsync(deadline.Token);
        }
    }

    public void Dispose() => _listener.Dispose();
}
