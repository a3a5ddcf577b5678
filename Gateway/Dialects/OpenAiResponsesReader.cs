using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// OpenAI Responses: a stream's first and last events carry the whole response object, whose status is the finish reason. The text comes in
/// deltas and the tool calls as items that are done, so that a broken off answer is known as far as it came; the last event's list of
/// outputs counts where there is one.
/// </summary>
internal sealed class OpenAiResponsesReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly RawText _delta = new();
    private readonly RawText _finalText = new();
    private readonly List<AnswerItem> _finalCalls = [];
    private AnswerItem? _done;
    private (int Length, bool HasText) _partMark;
    private bool _hasFinalText;
    private bool _partIsOther;
    private string? _status;
    private EventKind _event;

    private enum EventKind
    {
        Other,
        TextDelta,
        ItemDone,
        End,
        Error,
    }

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool LastNameCounts => true;

    /// <inheritdoc/>
    protected override bool IsBareError => _event == EventKind.Error || base.IsBareError;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) => json.IndexOf("\"response\""u8) >= 0 || json.IndexOf("\"error\""u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _event = EventKind.Other;
        _status = null;
        _done = null;
        _delta.Clear();
        _finalText.Clear();
        _finalCalls.Clear();
        _hasFinalText = false;
    }

    /// <inheritdoc/>
    protected override void End(bool whole)
    {
        var isEnd = !IsStreamed || _event == EventKind.End;
        if (_status is not null && isEnd)
        {
            Facts.Finish(0, _status);
        }

        Facts.IsTerminal |= _event == EventKind.End;
        if (Content is null)
        {
            return;
        }

        if (_event == EventKind.TextDelta)
        {
            Content.Text.Append(_delta.Span);
            Content.HasText = true;
        }
        else if (_event == EventKind.ItemDone && _done is not null)
        {
            Content.Add(_done);
        }

        if (isEnd && _hasFinalText)
        {
            Content.SetText(_finalText);
        }

        if (isEnd && _finalCalls.Count > 0)
        {
            Content.SetCalls(_finalCalls);
        }
    }

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.Finish when kind == JsonScalar.String:
                _status = JsonText.Decode(raw);
                break;
            case AnswerSlot.PartType:
                _partIsOther = !raw.SequenceEqual("output_text"u8);
                break;
            case AnswerSlot.EventType:
                _event = Event(raw);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Open(AnswerSlot slot, int position)
    {
        if (slot == AnswerSlot.Part && Item is not null)
        {
            _partIsOther = false;
            _partMark = (Item.Text.Length, Item.HasText);
        }
    }

    /// <inheritdoc/>
    protected override void Close(AnswerSlot slot)
    {
        if (slot == AnswerSlot.Part && _partIsOther && Item is not null)
        {
            Item.Text.Truncate(_partMark.Length);
            Item.HasText = _partMark.HasText;
        }
    }

    /// <inheritdoc/>
    protected override void AppendText(ReadOnlySpan<byte> raw)
    {
        if (Content is not null)
        {
            _delta.Append(raw);
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        var isCall = item.Type is "function_call" or "custom_tool_call";
        item.IsCustom = item.Type == "custom_tool_call";
        if (!final)
        {
            _done = isCall ? item : null;
        }
        else if (isCall)
        {
            item.Index = _finalCalls.Count;
            _finalCalls.Add(item);
        }
        else if (item.Type == "message" && item.HasText)
        {
            _finalText.Append(item.Text.Span);
            _hasFinalText = true;
        }
    }

    private static EventKind Event(ReadOnlySpan<byte> type)
    {
        if (!type.StartsWith("response."u8))
        {
            return type.SequenceEqual("error"u8) ? EventKind.Error : EventKind.Other;
        }

        var rest = type["response.".Length..];
        return rest.SequenceEqual("output_text.delta"u8) ? EventKind.TextDelta
            : rest.SequenceEqual("output_item.done"u8) ? EventKind.ItemDone
            : rest.SequenceEqual("completed"u8) || rest.SequenceEqual("incomplete"u8) || rest.SequenceEqual("failed"u8)
                || rest.SequenceEqual("cancelled"u8) || rest.SequenceEqual("done"u8) ? EventKind.End
            : rest.SequenceEqual("error"u8) ? EventKind.Error
            : EventKind.Other;
    }

    private static JsonPlace CreateMap() => Response(WithErrors(new JsonPlace()))
        .With("type"u8, Place(AnswerSlot.EventType))
        .With("code"u8, Place(AnswerSlot.BareCode))
        .With("delta"u8, Place(AnswerSlot.Text, text: true))
        .With("item"u8, ItemPlace(AnswerSlot.Item))
        .With("response"u8, Response(new JsonPlace().With("error"u8, ErrorPlace())));

    private static JsonPlace Response(JsonPlace place) => place
        .With("id"u8, Place(AnswerSlot.Id))
        .With("model"u8, Place(AnswerSlot.Model))
        .With("status"u8, Place(AnswerSlot.Finish))
        .With("usage"u8, UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.Usage)))
        .With("output"u8, new JsonPlace().WithElements(ItemPlace(AnswerSlot.FinalItem)));

    private static JsonPlace ItemPlace(AnswerSlot slot) => Place(slot)
        .With("type"u8, Place(AnswerSlot.ItemType))
        .With("call_id"u8, Place(AnswerSlot.ItemId))
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true))
        .With("input"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true))
        .With("content"u8, new JsonPlace().WithElements(Place(AnswerSlot.Part)
            .With("type"u8, Place(AnswerSlot.PartType))
            .With("text"u8, Place(AnswerSlot.ItemText, text: true))));
}
