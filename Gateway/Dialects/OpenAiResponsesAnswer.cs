using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// An OpenAI response: in a stream the text deltas and the items that are done, so that a broken off answer is known as far as it came; the
/// output list where there was no stream.
/// </summary>
internal sealed class OpenAiResponsesAnswer : AnswerReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly RawText _delta = new();
    private readonly RawText _finalText = new();
    private readonly List<AnswerItem> _finalCalls = [];
    private string _event = "";
    private bool _isStream;

    /// <summary>An answer of this dialect.</summary>
    public OpenAiResponsesAnswer()
        : base(Root)
    {
    }

    /// <inheritdoc/>
    public override void BeginDocument()
    {
        _event = "";
        _delta.Truncate(0);
    }

    /// <inheritdoc/>
    public override void EndDocument(bool whole, bool streamed)
    {
        base.EndDocument(whole, streamed);
        if (_event == "response.output_text.delta")
        {
            Text.Append(_delta.Span);
        }

        if (streamed && !IsTerminal)
        {
            EndEvent();
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        var isCall = item.Type is "function_call" or "custom_tool_call";
        if (final)
        {
            _finalText.Append(item.Type == "message" ? item.Text.Span : default);
            _finalCalls.AddRange(isCall ? [item] : []);
        }
        else if (isCall && _event == "response.output_item.done")
        {
            Calls.Add(item);
        }
    }

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.EventType && kind == JsonScalar.String)
        {
            _event = Event(raw);
        }
        else if (slot == AnswerSlot.Finish && kind == JsonScalar.String)
        {
            FinishReason = JsonText.Decode(raw);
        }
    }

    /// <inheritdoc/>
    protected override void ReadText(AnswerSlot slot, ReadOnlySpan<byte> raw)
    {
        if (slot != AnswerSlot.Whole)
        {
            _delta.Append(raw);
        }
        else if (!IsTerminal)
        {
            Json.Append(raw);
        }
    }

    /// <inheritdoc/>
    protected override void Finish()
    {
        if (_isStream && IsTerminal && Text.Length == 0 && Calls.Count == 0)
        {
            new WireReader(Root, this).Feed(Json.Span);
        }

        if (Text.Length == 0 && Calls.Count == 0)
        {
            Text.Append(_finalText.Span);
            Calls.AddRange(_finalCalls);
        }
    }

    /// <summary>The response stands whole in the first events and in the last one: the first have its id, the last is kept.</summary>
    private void EndEvent()
    {
        _isStream = true;
        IsTerminal = _event is "response.completed" or "response.incomplete" or "response.failed";
        if (Json.Length == 0)
        {
            return;
        }

        if (ResponseId is null || IsTerminal)
        {
            ResponseId ??= JsonMembers.Text(Json.Span, "id"u8);
            FinishReason = JsonMembers.Text(Json.Span, "status"u8) ?? FinishReason;
        }

        if (!IsTerminal)
        {
            Json.Truncate(0);
        }
    }

    /// <summary>The kinds of event that matter, as constants, so that a delta makes no string.</summary>
    private static string Event(ReadOnlySpan<byte> raw) => raw switch
    {
        _ when raw.SequenceEqual("response.output_text.delta"u8) => "response.output_text.delta",
        _ when raw.SequenceEqual("response.output_item.done"u8) => "response.output_item.done",
        _ when raw.SequenceEqual("response.completed"u8) => "response.completed",
        _ when raw.SequenceEqual("response.incomplete"u8) => "response.incomplete",
        _ when raw.SequenceEqual("response.failed"u8) => "response.failed",
        _ => "",
    };

    private static JsonPlace CreateMap() => Response(new JsonPlace())
        .With("type"u8, Place(AnswerSlot.EventType))
        .With("delta"u8, Place(AnswerSlot.Text, text: true))
        .With("item"u8, ItemPlace(AnswerSlot.Item))
        .With("response"u8, new JsonPlace((int)AnswerSlot.Whole, raw: true));

    private static JsonPlace Response(JsonPlace place) => place
        .With("id"u8, Place(AnswerSlot.Id))
        .With("status"u8, Place(AnswerSlot.Finish))
        .With("output"u8, new JsonPlace().WithElements(ItemPlace(AnswerSlot.FinalItem)));

    private static JsonPlace ItemPlace(AnswerSlot slot) => Place(slot)
        .With("type"u8, Place(AnswerSlot.ItemType))
        .With("call_id"u8, Place(AnswerSlot.ItemId))
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true))
        .With("input"u8, Place(AnswerSlot.ItemArguments, text: true))
        .With("content"u8, new JsonPlace().WithElements(new JsonPlace().With("text"u8, Place(AnswerSlot.ItemText, text: true))));
}
