using System.Diagnostics;
using System.Diagnostics.Metrics;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Signals;
using LlmAspire.Gateway.Usage;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>The gateway's instruments. Labels are bounded: providers, filters and outcomes are configured, models capped. Thread-safe.</summary>
internal sealed class GatewayMetrics
{
    private readonly LabelCap _models;
    private readonly Histogram<double> _operationDuration;
    private readonly Histogram<double> _timeToFirstChunk;
    private readonly Histogram<double> _timePerOutputChunk;
    private readonly Histogram<long> _tokenUsage;
    private readonly Counter<long> _upstreamRequests;
    private readonly Histogram<double> _upstreamDuration;
    private readonly Histogram<double> _timeToFirstToken;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _usageMissing;
    private readonly Counter<double> _cost;
    private readonly Histogram<double> _overhead;
    private readonly Histogram<double> _deliveredTimeToFirstToken;
    private readonly UpDownCounter<long> _streamsActive;
    private readonly Histogram<double> _filterDuration;
    private readonly Counter<long> _filterVerdicts;
    private readonly Counter<long> _historyOperations;
    private readonly Counter<long> _signals;
    private readonly Counter<long> _conversationQuality;
    private readonly Counter<long> _signalsUnanalyzed;

    /// <summary>Creates the instruments.</summary>
    /// <param name="factory">The host's meters.</param>
    /// <param name="catalog">The configured names, which are always labels of their own.</param>
    public GatewayMetrics(IMeterFactory factory, ProviderCatalog catalog)
    {
        _models = new LabelCap(catalog.Models.Select(known => known.Model));
        var meter = factory.Create(Names.Source);
        _operationDuration = Seconds(meter, Names.Metrics.OperationDuration, Buckets.Convention, "Duration of a call to a provider.");
        _timeToFirstChunk = Seconds(
            meter, Names.Metrics.OperationTimeToFirstChunk, Buckets.Convention, "Time from the request to the first chunk of a stream.");
        _timePerOutputChunk = Seconds(
            meter, Names.Metrics.OperationTimePerOutputChunk, Buckets.Convention, "Time from one chunk of a stream to the next.");
        _tokenUsage = meter.CreateHistogram(
            Names.Metrics.TokenUsage, "{token}", "Tokens of a call.", advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = Buckets.Tokens });
        _upstreamRequests = meter.CreateCounter<long>(Names.Metrics.UpstreamRequests, "{request}", "Calls to providers by how they ended.");
        _upstreamDuration = Seconds(meter, Names.Metrics.UpstreamDuration, Buckets.Reference, "Duration of a call to a provider.");
        _timeToFirstToken = Seconds(
            meter, Names.Metrics.TimeToFirstToken, Buckets.Reference, "Time from the request to the first token of a stream.");
        _tokens = meter.CreateCounter<long>(Names.Metrics.Tokens, "{token}", "Tokens as providers counted them.");
        _usageMissing = meter.CreateCounter<long>(Names.Metrics.UsageMissing, "{request}", "Answers without token counts.");
        _cost = meter.CreateCounter<double>(Names.Metrics.Cost, "{USD}", "What calls cost by the configured prices.");
        _overhead = Seconds(meter, Names.Metrics.GatewayOverhead, Buckets.Own, "The gateway's own share of the time before the first byte.");
        _deliveredTimeToFirstToken = Seconds(
            meter, Names.Metrics.DeliveredTimeToFirstToken, Buckets.Reference, "Time to the first token as the client sees it.");
        _streamsActive = meter.CreateUpDownCounter<long>(Names.Metrics.StreamsActive, "{call}", "Calls in progress.");
        _filterDuration = Seconds(meter, Names.Metrics.FilterDuration, Buckets.Own, "Duration of one call to an output filter.");
        _filterVerdicts = meter.CreateCounter<long>(Names.Metrics.FilterVerdicts, "{verdict}", "What output filters did, once per call.");
        _historyOperations = meter.CreateCounter<long>(Names.Metrics.HistoryOperations, "{operation}", "Reads and writes of history.");
        _signals = meter.CreateCounter<long>(Names.Metrics.Signals, "{signal}", "Signals that calls added to their conversations.");
        _conversationQuality = meter.CreateCounter<long>(
            Names.Metrics.ConversationQuality, "{conversation}", "Conversations that got a quality, at their first call or by a change.");
        _signalsUnanalyzed = meter.CreateCounter<long>(
            Names.Metrics.SignalsUnanalyzed, "{call}", "Calls whose conversation was not analyzed.");
    }

    /// <summary>A call to a provider begins (1) or has ended (-1).</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="change">1 or -1.</param>
    public void CountActive(string provider, int change) =>
        _streamsActive.Add(change, new KeyValuePair<string, object?>(Names.Labels.Provider, provider));

    /// <summary>Makes the clock of a stream's chunks.</summary>
    /// <param name="api">The API.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="requestModel">The model that was asked for.</param>
    /// <param name="facts">What is learnt of the answer.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The clock, null while nobody collects its times.</returns>
    public ChunkTimer? StartChunkTimer(Api api, string provider, string requestModel, ResponseFacts facts, TimeProvider time) =>
        _timePerOutputChunk.Enabled
            ? new ChunkTimer(_timePerOutputChunk, time, ConventionLabels(api, provider, requestModel), facts, _models)
            : null;

    /// <summary>A call has ended. To be told exactly once per call.</summary>
    /// <param name="call">The call.</param>
    public void RecordCall(CallSummary call)
    {
        var model = _models.Of(call.ResolvedModel);
        RecordConvention(call, model);
        var labels = new TagList { { Names.Labels.Provider, call.Provider }, { Names.Labels.Model, model } };
        _upstreamDuration.Record(call.Duration.TotalSeconds, labels);
        RecordSeconds(_timeToFirstToken, call.TimeToFirstToken, labels);
        RecordSeconds(_deliveredTimeToFirstToken, call.DeliveredTimeToFirstToken, labels);
        RecordSeconds(_overhead, call.Overhead, labels);
        if (call.Facts.Usage is { IsKnown: true } usage)
        {
            RecordTokens(usage, labels);
        }
        else if (call.Status is >= 200 and < 300)
        {
            _usageMissing.Add(1, labels);
        }

        if (call.Cost is { Total: > 0 } cost)
        {
            _cost.Add((double)cost.Total, labels);
        }

        labels.Add(Names.Labels.StatusClass, StatusClass(call.Status));
        labels.Add(Names.Labels.ErrorClass, Streaming.CallOutcomeExtensions.ErrorClass(call.Outcome));
        _upstreamRequests.Add(1, labels);
    }

    /// <summary>An output filter has answered, or failed to.</summary>
    /// <param name="filter">Its name.</param>
    /// <param name="duration">How long it took.</param>
    public void RecordFilterCall(string filter, TimeSpan duration) =>
        _filterDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>(Names.Labels.Filter, filter));

    /// <summary>What an output filter did to an answer; told once per filter and call.</summary>
    /// <param name="filter">Its name.</param>
    /// <param name="verdict">passed, redacted, blocked or failed.</param>
    public void CountVerdict(string filter, string verdict) => _filterVerdicts.Add(
        1, new KeyValuePair<string, object?>(Names.Labels.Filter, filter), new KeyValuePair<string, object?>(Names.Labels.Verdict, verdict));

    /// <summary>History was read or written.</summary>
    /// <param name="operation">read or write.</param>
    /// <param name="outcome">ok, late, failed, skipped, too_large or unreadable.</param>
    public void CountHistory(string operation, string outcome) => _historyOperations.Add(
        1,
        new KeyValuePair<string, object?>(Names.Labels.Operation, operation),
        new KeyValuePair<string, object?>(Names.Labels.Outcome, outcome));

    /// <summary>A conversation was analyzed.</summary>
    /// <param name="turn">What the call made of it.</param>
    public void RecordSignals(in AnalyzedTurn turn)
    {
        foreach (var (type, count) in turn.NewSignals)
        {
            _signals.Add(count, new KeyValuePair<string, object?>(Names.Labels.Type, type.Id));
        }

        if (turn.ChangesQuality)
        {
            _conversationQuality.Add(1, new KeyValuePair<string, object?>(Names.Labels.Quality, turn.Report.OverallQuality.Word));
        }
    }

    /// <summary>A call's conversation was not analyzed.</summary>
    /// <param name="reason">queue_full, too_large, unreadable or failed.</param>
    public void CountUnanalyzed(string reason) =>
        _signalsUnanalyzed.Add(1, new KeyValuePair<string, object?>(Names.Labels.Reason, reason));

    private void RecordConvention(CallSummary call, string model)
    {
        if (!_operationDuration.Enabled && !_timeToFirstChunk.Enabled && !_tokenUsage.Enabled)
        {
            return;
        }

        var labels = ConventionLabels(call.Api, call.Provider, call.RequestModel);
        labels.Add(Names.Attributes.ResponseModel, model);
        if (call.Facts.Usage is { } usage)
        {
            RecordUsage(usage.AllInput, "input", labels);
            RecordUsage(usage.AllOutput, "output", labels);
        }

        if (call.ErrorType is not null)
        {
            labels.Add(Names.Attributes.ErrorType, call.ErrorType);
        }

        _operationDuration.Record(call.Duration.TotalSeconds, labels);
        RecordSeconds(_timeToFirstChunk, call.TimeToFirstChunk, labels);
    }

    private TagList ConventionLabels(Api api, string provider, string requestModel) => new()
    {
        { Names.Attributes.OperationName, api.Operation },
        { Names.Attributes.ProviderName, provider },
        { Names.Attributes.RequestModel, _models.Of(requestModel) },
    };

    private void RecordUsage(long? count, string type, TagList labels)
    {
        if (count >= 0)
        {
            labels.Add(Names.Labels.TokenType, type);
            _tokenUsage.Record(count.Value, labels);
        }
    }

    private void RecordTokens(in TokenUsage usage, in TagList labels)
    {
        Count(usage.Input, "prompt", labels);
        Count(usage.Output, "completion", labels);
        Count(usage.CachedInput, "cache_read", labels);
        Count(usage.CacheCreation, "cache_write", labels);
    }

    private void Count(long? count, string kind, TagList labels)
    {
        if (count > 0)
        {
            labels.Add(Names.Labels.Kind, kind);
            _tokens.Add(count.Value, labels);
        }
    }

    private static void RecordSeconds(Histogram<double> histogram, TimeSpan? time, in TagList labels)
    {
        if (time is { } value)
        {
            histogram.Record(value.TotalSeconds, labels);
        }
    }

    private static Histogram<double> Seconds(Meter meter, string name, double[] buckets, string description) => meter.CreateHistogram(
        name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });

    private static string StatusClass(int status) => (status / 100) switch
    {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        5 => "5xx",
        _ => "other",
    };
}
