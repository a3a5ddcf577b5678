using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// OpenAI Responses: a stream's first and last events carry the whole response object; its status is the finish reason. The events
/// <c>response.completed</c>, <c>.incomplete</c> and <c>.failed</c> end it.
/// </summary>
internal sealed class OpenAiResponsesMeter : DialectMeter
{
    private static readonly JsonPlace Response = Members(new JsonPlace());
    private static readonly JsonPlace Root = Members(new JsonPlace())
        .With("type"u8, Place(MeterSlot.EventType))
        .With("code"u8, Place(MeterSlot.EventCode))
        .With("response"u8, Response)
        .With("delta"u8, TokenPlace());

    private EventKind _event;
    private string? _status;
    private string? _errorCode;

    private enum EventKind
    {
        Other,
        End,
        Error,
    }

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    public override bool Wants(ReadOnlySpan<byte> json) =>
        !Facts.HasToken || json.IndexOf("\"response\""u8) >= 0 || json.IndexOf("\"error\""u8) >= 0;

    /// <inheritdoc/>
    public override void BeginDocument()
    {
        _event = EventKind.Other;
        _status = null;
        _errorCode = null;
    }

    /// <inheritdoc/>
    public override void EndDocument(bool whole, bool streamed)
    {
        base.EndDocument(whole, streamed);
        if (_status is not null && (!streamed || _event == EventKind.End))
        {
            Facts.Finish(0, _status);
        }

        if (_event == EventKind.End)
        {
            Facts.IsTerminal = true;
        }

        if (_event == EventKind.Error)
        {
            Facts.ErrorType = _errorCode ?? Facts.ErrorType ?? "error";
        }
    }

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare) => Facts.Usage = usage.ToUsage(cachedBesideInput: false);

    /// <inheritdoc/>
    protected override void Read(MeterSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (kind != JsonScalar.String)
        {
            return;
        }

        if (slot == MeterSlot.Finish)
        {
            _status = JsonText.Decode(raw);
        }
        else if (slot == MeterSlot.EventCode)
        {
            _errorCode = JsonText.Decode(raw);
        }
        else if (slot == MeterSlot.EventType)
        {
            _event = raw switch
            {
                _ when raw.SequenceEqual("response.completed"u8) => EventKind.End,
                _ when raw.SequenceEqual("response.incomplete"u8) => EventKind.End,
                _ when raw.SequenceEqual("response.failed"u8) => EventKind.End,
                _ when raw.SequenceEqual("error"u8) => EventKind.Error,
                _ => EventKind.Other,
            };
        }
    }

    private static JsonPlace Members(JsonPlace place) => place
        .With("id"u8, Place(MeterSlot.Id))
        .With("model"u8, Place(MeterSlot.Model))
        .With("status"u8, Place(MeterSlot.Finish))
        .With("usage"u8, UsagePlace())
        .With("error"u8, Place(MeterSlot.Error).With("code"u8, Place(MeterSlot.ErrorType)));
}
