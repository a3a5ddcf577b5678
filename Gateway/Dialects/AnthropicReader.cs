using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Anthropic Messages, at Anthropic, Vertex and Bedrock: usage is that of <c>message_start</c> overlaid with each <c>message_delta</c>'s; cache
/// tokens stand beside the input tokens. The event <c>message_stop</c> ends a stream. The old text completions are read too.
/// </summary>
internal sealed class AnthropicReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly RawText _arguments = new();
    private AnswerItem? _block;
    private UsageFields _usage;
    private int _index;
    private bool _stops;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override CacheCounting Cache => CacheCounting.BesideInput;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"usage\""u8) >= 0 || json.IndexOf("\"stop_reason\""u8) >= 0 || json.IndexOf("\"message_stop\""u8) >= 0
        || json.IndexOf("\"error\""u8) >= 0 || json.IndexOf("-invocationMetrics\""u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _arguments.Clear();
        _block = null;
        _index = -1;
        _stops = false;
    }

    /// <inheritdoc/>
    protected override void End(bool whole)
    {
        if (_block is { Type: "tool_use" } block)
        {
            block.Index = _index;
            Content!.Add(block);
        }

        if (_arguments.Length > 0)
        {
            Content?.At(_index)?.Arguments.Append(_arguments.Span);
        }

        Facts.IsTerminal |= _stops;
    }

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare)
    {
        if (spare)
        {
            base.TakeUsage(usage, spare);
            return;
        }

        _usage.Overlay(usage);
        base.TakeUsage(_usage, spare);
    }

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.Index:
                _index = Index(kind, raw);
                break;
            case AnswerSlot.Finish when kind == JsonScalar.String && raw.Length > 0:
                Facts.Finish(0, JsonText.Decode(raw));
                break;
            case AnswerSlot.EventType:
                _stops = raw.SequenceEqual("message_stop"u8);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void AppendArguments(ReadOnlySpan<byte> raw)
    {
        if (Content is not null)
        {
            _arguments.Append(raw);
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        if (item.Type == "text")
        {
            Content!.Text.Append(item.Text.Span);
            Content.HasText |= item.HasText;
        }
        else if (final && item.Type == "tool_use")
        {
            Content!.Add(item);
        }
        else
        {
            // Its index stands beside it, perhaps after it.
            _block = item;
        }
    }

    private static JsonPlace CreateMap() => WithErrors(Message(new JsonPlace()), Message(Place(AnswerSlot.BareMessage, text: true)))
        .With("type"u8, Place(AnswerSlot.EventType))
        .With("index"u8, Place(AnswerSlot.Index))
        .With("completion"u8, Place(AnswerSlot.Text, text: true))
        .With("amazon-bedrock-invocationMetrics"u8, UsageMaps.BedrockMetrics(Place(AnswerSlot.SpareUsage)))
        .With("content_block"u8, Block(AnswerSlot.Item))
        .With("delta"u8, new JsonPlace()
            .With("text"u8, Place(AnswerSlot.Text, text: true))
            .With("thinking"u8, TokenPlace())
            .With("partial_json"u8, Place(AnswerSlot.ArgumentsDelta, text: true))
            .With("stop_reason"u8, Place(AnswerSlot.Finish)));

    private static JsonPlace Message(JsonPlace place) => place
        .With("id"u8, Place(AnswerSlot.Id))
        .With("model"u8, Place(AnswerSlot.Model))
        .With("stop_reason"u8, Place(AnswerSlot.Finish))
        .With("usage"u8, UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.Usage)))
        .With("content"u8, new JsonPlace().WithElements(Block(AnswerSlot.FinalItem)));

    private static JsonPlace Block(AnswerSlot slot) => Place(slot)
        .With("type"u8, Place(AnswerSlot.ItemType))
        .With("id"u8, Place(AnswerSlot.ItemId))
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("text"u8, Place(AnswerSlot.ItemText, text: true))
        .With("input"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true));
}
