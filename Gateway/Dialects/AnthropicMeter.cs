using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Anthropic Messages: usage is that of <c>message_start</c> overlaid with each <c>message_delta</c>'s; cache tokens stand beside the
/// input tokens. The event <c>message_stop</c> ends a stream.
/// </summary>
internal sealed class AnthropicMeter : DialectMeter
{
    private static readonly JsonPlace Root = Message(new JsonPlace())
        .With("type"u8, Place(MeterSlot.EventType))
        .With("error"u8, ErrorPlace())
        .With("message"u8, Message(new JsonPlace()))
        .With("content_block"u8, new JsonPlace().With("name"u8, TokenPlace()).With("text"u8, TokenPlace()))
        .With("delta"u8, new JsonPlace()
            .With("stop_reason"u8, Place(MeterSlot.Finish))
            .With("text"u8, TokenPlace())
            .With("thinking"u8, TokenPlace())
            .With("partial_json"u8, TokenPlace()));

    private UsageFields _usage;
    private bool _stops;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    public override bool Wants(ReadOnlySpan<byte> json) =>
        !Facts.HasToken || json.IndexOf("\"usage\""u8) >= 0 || json.IndexOf("\"stop_reason\""u8) >= 0
        || json.IndexOf("\"message_stop\""u8) >= 0 || json.IndexOf("\"error\""u8) >= 0;

    /// <inheritdoc/>
    public override void BeginDocument() => _stops = false;

    /// <inheritdoc/>
    public override void EndDocument(bool whole, bool streamed)
    {
        base.EndDocument(whole, streamed);
        Facts.IsTerminal |= _stops;
    }

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare)
    {
        _usage.Overlay(usage);
        Facts.Usage = _usage.ToUsage(cachedBesideInput: true);
    }

    /// <inheritdoc/>
    protected override void Read(MeterSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (kind != JsonScalar.String)
        {
            return;
        }

        if (slot == MeterSlot.Finish && raw.Length > 0)
        {
            Facts.Finish(0, JsonText.Decode(raw));
        }
        else if (slot == MeterSlot.EventType)
        {
            _stops = raw.SequenceEqual("message_stop"u8);
        }
    }

    private static JsonPlace Message(JsonPlace place) => place
        .With("id"u8, Place(MeterSlot.Id))
        .With("model"u8, Place(MeterSlot.Model))
        .With("stop_reason"u8, Place(MeterSlot.Finish))
        .With("usage"u8, UsagePlace());
}
