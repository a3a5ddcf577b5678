using System.Diagnostics;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Filters;

/// <summary>
/// What one filter did on one call, for its span, the call's evaluations and the metrics: told exactly once, whichever way the call ends.
/// Used by one thread at a time.
/// </summary>
internal sealed class FilterReport
{
    /// <summary>A filter that names more rules than this is told with the rest as one.</summary>
    private const int MaxRules = 32;

    private readonly Filter _filter;
    private readonly FilterSubject _subject;
    private readonly Dictionary<(string Action, string Rule), long> _rules = [];
    private Activity? _span;
    private int _calls;
    private int _events;
    private int _changed;
    private int _failed;
    private int? _status;
    private FilterFault _fault;
    private bool _isUnsupported;
    private bool _finished;

    /// <summary>A filter that begins to work on a call.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="subject">What it works on.</param>
    public FilterReport(Filter filter, FilterSubject subject)
    {
        _filter = filter;
        _subject = subject;
        TraceParent = "";
    }

    /// <summary>The trace to name in calls that are recorded.</summary>
    public string TraceParent { get; private set; }

    /// <summary>The same trace for calls that are not to be recorded by the filter's service either.</summary>
    public string QuietTraceParent { get; private set; } = "";

    /// <summary>Whether the filter said that nothing more may go on.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>What the filter did, in one word: blocked, failed, unsupported, redacted or passed.</summary>
    public string Verdict =>
        IsBlocked ? "blocked" : _failed > 0 ? "failed" : _isUnsupported ? "unsupported" : _changed > 0 || IsRedacted ? "redacted" : "passed";

    private bool IsRedacted => _rules.Keys.Any(rule => rule.Action == "redacted");

    /// <summary>Starts the filter's span.</summary>
    /// <param name="address">Where the filter answers.</param>
    /// <returns>Whether anybody listens.</returns>
    public bool Start(Uri address)
    {
        var streams = _filter.Definition.Streams;

        // Internal in both modes: the dashboard shows a client span with an HTTP method as "HTTP POST 200", and which filter it was is lost.
        _span = GatewayActivitySource.Source.StartActivity(
            $"filter {_filter.Definition.Name}", ActivityKind.Internal, _subject.Span?.Context ?? default);
        var id = (_span?.SpanId ?? ActivitySpanId.CreateRandom()).ToHexString();
        QuietTraceParent = $"00-{_subject.TraceId}-{id}-00";
        TraceParent = _span?.Id ?? QuietTraceParent;
        _span?.SetTag(Names.Attributes.FilterName, _filter.Definition.Name);
        _span?.SetTag(Names.Attributes.FilterMode, streams ? "stream" : "chunk");
        if (streams && _span is not null)
        {
            FilterClient.AddRequest(_span, address);
        }

        return _span is not null;
    }

    /// <summary>A call goes out.</summary>
    public void CountCall() => _calls++;

    /// <summary>The filter has answered events.</summary>
    /// <param name="count">How many.</param>
    public void CountEvents(int count) => _events += count;

    /// <summary>Events, or chunks, did not go on as they came.</summary>
    /// <param name="count">How many.</param>
    public void CountChanged(int count) => _changed += count;

    /// <summary>The filter answered with a status.</summary>
    /// <param name="status">The status.</param>
    public void SetStatus(int status) => _status ??= status;

    /// <summary>How long the filter took: a call in chunk mode, the first answer in stream mode.</summary>
    /// <param name="duration">The time.</param>
    public void Took(TimeSpan duration) => _filter.Metrics.RecordFilterCall(_filter.Definition.Name, duration);

    /// <summary>The filter has told what it did.</summary>
    /// <param name="verdict">What.</param>
    public void Add(in FilterVerdict verdict)
    {
        if (verdict is { Action: "passed", Rule: "" })
        {
            // What the whole is told as anyway.
            return;
        }

        IsBlocked |= verdict.Action == "blocked";
        var key = (verdict.Action, _rules.Count < MaxRules || _rules.ContainsKey((verdict.Action, verdict.Rule)) ? verdict.Rule : "other");
        _rules[key] = _rules.GetValueOrDefault(key) + verdict.Count;
    }

    /// <summary>The filter has failed.</summary>
    /// <param name="fault">How.</param>
    public void Fail(FilterFault fault)
    {
        if (fault == FilterFault.Unsupported && !_filter.Definition.Blocks)
        {
            // It has said what it reads; that the answer is something else is to be seen, but is no failure.
            _isUnsupported = true;
            _filter.Log.Unsupported(_filter.Definition.Name);
            return;
        }

        if (_failed++ == 0)
        {
            _fault = fault;
            _filter.Log.Failed(_filter.Definition.Name, fault, _filter.Definition.Blocks);
        }
    }

    /// <summary>Tells it all.</summary>
    public void Finish()
    {
        if (_finished)
        {
            return;
        }

        _finished = true;
        _filter.Metrics.CountVerdict(_filter.Definition.Name, Verdict);
        if (IsBlocked)
        {
            _filter.Log.Blocked(_filter.Definition.Name, _subject.IsRequest ? "a request" : "an answer");
        }

        TellTo(_subject.Span ?? _span);
        if (_span is not { } span)
        {
            return;
        }

        span.SetTag(Names.Attributes.FilterCalls, _calls);
        span.SetTag(Names.Attributes.FilterEvents, _events);
        span.SetTag(Names.Attributes.FilterChanged, _changed);
        span.SetTag(Names.Attributes.FilterFailed, _failed);
        span.SetTag(Names.Attributes.FilterVerdict, Verdict);
        if (_status is { } status)
        {
            span.SetTag(Names.Attributes.HttpStatusCode, status);
        }

        if (_failed > 0)
        {
            span.SetTag(Names.Attributes.ErrorType, _fault.Word());
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }

    /// <summary>Adds the evaluations to a span: one per rule, or one for the whole when no rule was named.</summary>
    /// <param name="span">The span.</param>
    public void TellTo(Activity? span)
    {
        if (span is not { IsAllDataRequested: true })
        {
            return;
        }

        foreach (var ((action, rule), count) in _rules)
        {
            AddTo(span, action, rule.Length > 0 ? $"{rule}: {count}" : $"{count}", count);
        }

        if (_failed > 0)
        {
            AddTo(span, "failed", _fault.Word(), null);
        }
        else if (_isUnsupported)
        {
            AddTo(span, Verdict, "not read by this filter", null);
        }
        else if (_rules.Count == 0)
        {
            AddTo(span, Verdict, $"{_changed} of {Math.Max(_calls, _events)} changed", null);
        }
    }

    private void AddTo(Activity span, string label, string explanation, long? count)
    {
        var tags = new ActivityTagsCollection
        {
            { Names.Attributes.EvaluationName, _filter.Definition.Name },
            { Names.Attributes.EvaluationLabel, label },
            { Names.Attributes.EvaluationExplanation, explanation },
        };
        if (count is not null)
        {
            tags.Add(Names.Attributes.EvaluationScore, (double)count.Value);
        }

        span.AddEvent(new ActivityEvent(Names.Events.EvaluationResult, tags: tags));
    }
}
