using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using LlmAspire.Gateway.Telemetry;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// Analyzes the calls that wait, beside the serving of others: the findings go onto the call's span, which ends here with the time at which
/// the answer ended, into the metrics and to the conversation. At the gateway's end it finishes what waits.
/// </summary>
internal sealed partial class AnalysisWorker : IHostedService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly AnalysisQueue _queue;
    private readonly AnalyzerCatalog _analyzers;
    private readonly TurnAnalysis _analysis;
    private readonly IReportStore _reports;
    private readonly GatewayMetrics _metrics;
    private readonly SignalsSpan _spans;
    private readonly ILogger<AnalysisWorker> _logger;
    private readonly bool _isOn;
    private Task _working = Task.CompletedTask;

    /// <summary>Works on <paramref name="queue"/>.</summary>
    /// <param name="queue">The calls.</param>
    /// <param name="analyzers">The analyzers.</param>
    /// <param name="analysis">Analyzes one.</param>
    /// <param name="reports">Where a conversation's report goes.</param>
    /// <param name="metrics">Where new signals are counted.</param>
    /// <param name="spans">Writes the findings onto spans.</param>
    /// <param name="options">The settings.</param>
    /// <param name="logger">The log.</param>
    public AnalysisWorker(
        AnalysisQueue queue,
        AnalyzerCatalog analyzers,
        TurnAnalysis analysis,
        IReportStore reports,
        GatewayMetrics metrics,
        SignalsSpan spans,
        IOptions<SignalsOptions> options,
        ILogger<AnalysisWorker> logger)
    {
        _queue = queue;
        _analyzers = analyzers;
        _analysis = analysis;
        _reports = reports;
        _metrics = metrics;
        _spans = spans;
        _logger = logger;
        _isOn = options.Value.Enabled;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isOn)
        {
            _analyzers.Prove();
            var workers = Math.Max(Environment.ProcessorCount / 2, 1);
            _working = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Complete();
        await _working.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Calls that had to be broken off have used the time up. Their analysis is short; what it does not finish is no reason to crash.
        await _working.WaitAsync(Grace, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WorkAsync()
    {
        await foreach (var job in _queue.TakeAsync())
        {
            try
            {
                await AnalyzeAsync(job);
            }
            finally
            {
                End(job);
            }
        }
    }

    private async Task AnalyzeAsync(AnalysisJob job)
    {
        try
        {
            var turn = _analysis.Analyze(job);
            _metrics.RecordSignals(turn);
            if (job.Span is { IsAllDataRequested: true } span)
            {
                _spans.Add(span, turn.Report, span.StartTimeUtc + job.Call.Duration);
            }

            if (job.Conversation is { } conversation)
            {
                await _reports.SaveAsync(conversation, ToJson(turn.Report));
            }
        }
        catch (ConversationFormatException)
        {
            _metrics.CountUnanalyzed("unreadable");
        }
        catch (Exception exception)
        {
            // The boundary of analysis: a mistake in it costs the findings of this call and nothing else.
            _metrics.CountUnanalyzed("failed");
            Log.Failed(_logger, exception, job.Call.Api.Name);
        }
    }

    private static void End(AnalysisJob job)
    {
        if (job.Span is { } span)
        {
            ChatSpan.Finish(span, job.Call);

            // Ending a span makes its parent current, here where no call is being served.
            Activity.Current = null;
        }
    }

    private static ReadOnlyMemory<byte> ToJson(ConversationReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            ReportJson.Write(json, report);
        }

        return buffer.WrittenMemory;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 400, Level = LogLevel.Error, Message = "The analysis of a conversation of {Api} failed")]
        public static partial void Failed(ILogger logger, Exception exception, string api);
    }
}
