using System.Net;
using System.Net.Http.Headers;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Filters;
using LlmAspire.Gateway.Filters.Endings;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>The way of one answer from its provider to the client: which stages it goes through, and what works on it meanwhile.</summary>
internal sealed class AnswerPath : IDelivery
{
    private readonly LlmCall _call;
    private readonly HttpContext _context;
    private readonly CallServices _services;
    private bool _isEventStream;
    private bool _isJson;
    private bool _isError;
    private FilteredAnswer? _filters;
    private AnswerReader? _answer;
    private bool _sharesReading;
    private ContentDecoder? _decoder;
    private string _mediaType = "";
    private Task? _writing;

    /// <summary>The answer of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="context">The client's request.</param>
    /// <param name="services">What every call uses.</param>
    public AnswerPath(LlmCall call, HttpContext context, CallServices services)
    {
        _call = call;
        _context = context;
        _services = services;
    }

    /// <summary>What the client got, where the call is to be analyzed; null while it is not known, and when there was nothing to read.</summary>
    public DeliveredAnswer? Delivered { get; private set; }

    private bool Captures => _call.Span is { IsAllDataRequested: true } && _services.Content.IsOn;

    private bool IsAnalyzed => AnalyzedCall.Concerns(_call, _services.Signals);

    /// <summary>The provider's headers have come: sets the stages up that its body goes through.</summary>
    /// <param name="response">The answer; its content is swapped for one that wraps it.</param>
    public void Take(HttpResponseMessage response)
    {
        _call.ProviderStatus = (int)response.StatusCode;
        var headers = _context.Response.Headers;
        if (response.Headers.TryGetValues(AnswerHeaders.RequestIdHeader, out var ids))
        {
            headers[AnswerHeaders.ProviderRequestIdHeader] = ids.FirstOrDefault();
        }

        headers.Remove("Set-Cookie");
        var content = response.Content.Headers;
        _isEventStream = content.ContentType is { MediaType: "text/event-stream" };
        _isError = !response.IsSuccessStatusCode;
        if (!_isError && _call.IsObserved)
        {
            _mediaType = content.ContentType?.ToString() ?? "application/octet-stream";
            _call.Meter.ReadHead((int)response.StatusCode, content.ContentType?.MediaType, name => Header(response.Headers, name));
            var isReadable = ContentDecoder.IsPlain(content.ContentEncoding) || DecodeIfNeeded(content.ContentEncoding);
            Read(content.ContentEncoding, isReadable);
            Filter(isReadable);
            _isEventStream &= isReadable;
            _isJson = isReadable && content.ContentType is { MediaType: "application/json" };
        }

        if (_isEventStream && _call.IsObserved)
        {
            // An error event may have to follow, and a hidden usage chunk may be missing.
            headers.ContentLength = null;
        }

        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            response.Content = new ObservedContent(response.Content, Wrap);
        }

        _call.End.AnswerTaken();
    }

    /// <summary>Ends what worked on the answer: the filters' spans, a turn that was broken off, the content on the span.</summary>
    /// <returns>When it is done; bounded by the time that history may take.</returns>
    public async ValueTask FinishAsync()
    {
        if (_filters is not null)
        {
            await _filters.FinishAsync();
        }

        if (_writing is not null)
        {
            await _writing;
        }

        if (_answer is null || (!Captures && !IsAnalyzed && _call.Turn is not { IsWritten: false }))
        {
            return;
        }

        var answer = _answer.Build(complete: _call.Observation.IsTerminal && !_call.End.HasFailed);
        Delivered = IsAnalyzed && !answer.IsEmpty ? answer : null;
        if (_call.Turn is not null)
        {
            await _call.Turn.WriteAsync(answer, _call.Span);
        }

        if (Captures && !answer.IsEmpty)
        {
            _services.Content.AddAnswer(_call.Span!, answer);
        }
    }

    /// <inheritdoc/>
    bool IDelivery.IsTerminal => _filters?.IsTerminal ?? _call.Observation.IsTerminal;

    /// <inheritdoc/>
    bool IDelivery.HasToken => _filters?.HasToken ?? _call.Observation.FirstTokenAt != 0;

    /// <inheritdoc/>
    int IDelivery.Look(ReadOnlySpan<byte> chunk)
    {
        _filters?.See(chunk);
        var terminal = _answer is null ? -1 : _sharesReading ? _call.Observation.TerminalAt : _answer.Feed(chunk);
        _call.Turn?.Look(chunk);

        // A document is of no use without its end: its last chunk waits as a whole.
        return _call.Turn is null || terminal < 0 ? -1 : _isEventStream ? EventStart(chunk[..terminal]) : 0;
    }

    /// <inheritdoc/>
    ValueTask IDelivery.BeforeTerminalAsync(CancellationToken cancellationToken)
    {
        if (_call.Turn is null || _answer is null)
        {
            return default;
        }

        _writing = _call.Turn.WriteAsync(_answer.Build(complete: _call.Meter.Facts.ErrorType is null && !_call.End.HasFailed), _call.Span).AsTask();
        return new ValueTask(_writing.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    void IDelivery.CheckEnd()
    {
        var isCutDocument = _isJson && CutShort.IsDocument(_call);
        if (isCutDocument && _call.Observation.DeliveredBytes > 0)
        {
            // Whoever parses it knows; broken off, it could not even be looked at.
            _call.End.Fail(new AnswerCutShortException());
            _call.End.IsOrderly = true;
        }
        else if (isCutDocument || (_isEventStream && !_isError && CutShort.IsStream(_call)))
        {
            throw new AnswerCutShortException();
        }
    }

    /// <inheritdoc/>
    void IDelivery.TerminalDelivered() => _call.End.TerminalDelivered();

    /// <inheritdoc/>
    AnswerEnding IDelivery.Fail(Exception failure, bool started)
    {
        if (failure is not FilterStopException && _call.End.IsTerminalDelivered && _context.Response.ContentLength is null)
        {
            // Whoever closes now: the client has everything that its SDK reads.
            return new AnswerEnding(default, IsOrderly: true);
        }

        var outcome = _call.End.Fail(failure);
        if (failure is FilterStopException && _filters?.End(Facts()) is { } bytes)
        {
            _call.End.IsOrderly = true;
            return new AnswerEnding(bytes, IsOrderly: true);
        }

        var canTell = started && _isEventStream && _context.Response.ContentLength is null;
        ReadOnlyMemory<byte> error = canTell
            ? _call.Api.Errors.StreamEvent(_call.End.ErrorOf(outcome, _call.Target.Provider.Name))
            : default;
        return new AnswerEnding(error, IsOrderly: false);
    }

    private BlockFacts Facts()
    {
        var known = _call.Meter.Facts;
        return new BlockFacts(
            known.ResponseId ?? "filtered-" + AnswerHeaders.Of(_context).RequestId,
            known.Model ?? _call.Target.Model,
            _services.Time.GetUtcNow().ToUnixTimeSeconds(),
            known.Usage);
    }

    /// <summary>Takes the compression off for good where a stage must read or change the bytes; else they go on as they came.</summary>
    private bool DecodeIfNeeded(IEnumerable<string> codings)
    {
        var isNeeded = _services.Filters.HasOutput || _call.Turn is not null || Captures || (_call.HidesUsage && _isEventStream);
        _decoder = isNeeded ? ContentDecoder.For(codings) : null;
        if (_decoder is null)
        {
            return false;
        }

        _context.Response.Headers.ContentEncoding = default;
        _context.Response.Headers.ContentLength = null;
        return true;
    }

    /// <summary>Sets readers to work on an answer: the observer on what came, the other on what the client gets.</summary>
    private void Read(ICollection<string> codings, bool isReadable)
    {
        var isPlain = ContentDecoder.IsPlain(codings);
        var decoder = isPlain ? null : ContentDecoder.For(codings);
        if (_call.Api.AsksModel && (isPlain || decoder is not null))
        {
            _call.Observation.ReadWith(_call.Meter, decoder);
        }

        if (_isEventStream && _services.Metrics.StartChunkTimer(
            _call.Api, _call.Target.Provider.Name, _call.View.Model, _call.Meter.Facts, _services.Time) is { } timer)
        {
            _call.Observation.OnChunk = timer.Tick;
        }

        if (isReadable && _call.Api.HasText && (_call.Turn is not null || Captures || IsAnalyzed))
        {
            // What no stage changes is read once, for both.
            _sharesReading = isPlain && _call.Api.AsksModel && !_services.Filters.HasOutput && !(_call.HidesUsage && _isEventStream);
            _answer = _sharesReading ? new AnswerReader(_call.Meter) : new AnswerReader(_call.Api.Dialect);
        }
    }

    /// <summary>Sets the filters to work on an answer; on one in a compression that cannot be taken off they fail.</summary>
    private void Filter(bool isReadable)
    {
        if (!_services.Filters.HasOutput)
        {
            return;
        }

        var headers = AnswerHeaders.Of(_context);
        var subject = new FilterSubject(
            IsRequest: false, _call.Api.Path, _mediaType, headers.RequestId, headers.ConversationId, headers.TraceId, _call.Span);
        _filters = new FilteredAnswer(_services.Filters.Begin(subject), _call.Api, subject, isReadable);
        _context.Response.Headers.ContentLength = null;
        if (_filters.IsStopped)
        {
            // What the client gets instead is not compressed.
            _context.Response.Headers.ContentEncoding = default;
        }
    }

    /// <summary>The lines of an event belong together: its name waits with its data, as far as it stands in the same chunk.</summary>
    private static int EventStart(ReadOnlySpan<byte> before)
    {
        var blank = before.LastIndexOf("\n\n"u8);
        if (blank >= 0)
        {
            return blank + 2;
        }

        blank = before.LastIndexOf("\r\n\r\n"u8);
        return blank >= 0 ? blank + 4 : before.StartsWith("event:"u8) ? 0 : before.Length;
    }

    private DeliveryStream Wrap(Stream provider)
    {
        Stream source = new ObservingStream(provider, _call.Observation, _call.Watch, _services.Options.IdleTimeout);
        if (_decoder is not null)
        {
            source = new DecodingStream(source, _decoder);
        }

        if (_call.HidesUsage && _isEventStream)
        {
            source = new UsageChunkStream(source);
        }

        if (_filters is not null)
        {
            source = _filters.Wrap(source);
        }

        return new DeliveryStream(source, this, _call.Observation, _services.Time);
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
