using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>An Anthropic message: its text blocks and its tool_use blocks; a streamed block's input comes as parts of JSON.</summary>
internal sealed class AnthropicAnswer : AnswerReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly RawText _arguments = new();
    private AnswerItem? _block;
    private int _index;
    private bool _stops;

    /// <summary>An answer of this dialect.</summary>
    public AnthropicAnswer()
        : base(Root)
    {
    }

    /// <inheritdoc/>
    public override void BeginDocument()
    {
        _arguments.Truncate(0);
        _block = null;
        _index = -1;
        _stops = false;
    }

    /// <inheritdoc/>
    public override void EndDocument(bool whole, bool streamed)
    {
        base.EndDocument(whole, streamed);
        if (_block is { Type: "tool_use" } block)
        {
            block.Index = _index;
            Calls.Add(block);
        }

        if (_arguments.Length > 0)
        {
            Calls.Find(call => call.Index == _index)?.Arguments.Append(_arguments.Span);
        }

        IsTerminal |= _stops;
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        if (item.Type == "text")
        {
            Text.Append(item.Text.Span);
        }
        else if (final && item.Type == "tool_use")
        {
            Calls.Add(item);
        }
        else
        {
            // Its index stands beside it, perhaps after it.
            _block = item;
        }
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
                FinishReason = JsonText.Decode(raw);
                break;
            case AnswerSlot.EventType when kind == JsonScalar.String:
                _stops = raw.SequenceEqual("message_stop"u8);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ReadText(AnswerSlot slot, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.ArgumentsDelta)
        {
            _arguments.Append(raw);
        }
        else
        {
            Text.Append(raw);
        }
    }

    private static JsonPlace CreateMap() => Message(new JsonPlace())
        .With("type"u8, Place(AnswerSlot.EventType))
        .With("index"u8, Place(AnswerSlot.Index))
        .With("message"u8, Message(new JsonPlace()))
        .With("content_block"u8, Block(AnswerSlot.Item))
        .With("delta"u8, new JsonPlace()
            .With("text"u8, Place(AnswerSlot.Text, text: true))
            .With("partial_json"u8, Place(AnswerSlot.ArgumentsDelta, text: true))
            .With("stop_reason"u8, Place(AnswerSlot.Finish)));

    private static JsonPlace Message(JsonPlace place) => place
        .With("id"u8, Place(AnswerSlot.Id))
        .With("stop_reason"u8, Place(AnswerSlot.Finish))
        .With("content"u8, new JsonPlace().WithElements(Block(AnswerSlot.FinalItem)));

    private static JsonPlace Block(AnswerSlot slot) => Place(slot)
        .With("type"u8, Place(AnswerSlot.ItemType))
        .With("id"u8, Place(AnswerSlot.ItemId))
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("text"u8, Place(AnswerSlot.ItemText, text: true))
        .With("input"u8, new JsonPlace((int)AnswerSlot.ItemInput, raw: true));
}
