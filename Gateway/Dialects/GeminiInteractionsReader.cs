using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Gemini Interactions: an interaction with steps (in its first version outputs), whose status is the finish reason; in a stream the first
/// and last events carry it, and deltas its parts. Reasoning is counted beside the output.
/// </summary>
internal sealed class GeminiInteractionsReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private AnswerItem? _part;
    private string? _status;
    private bool _ends;
    private int _index;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"interaction\""u8) >= 0 || json.IndexOf("\"error\""u8) >= 0 || json.IndexOf("\"usage\""u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _part = null;
        _status = null;
        _ends = false;
        _index = -1;
    }

    /// <inheritdoc/>
    protected override void End(bool whole)
    {
        if (_status is not null && (!IsStreamed || _ends))
        {
            Facts.Finish(0, _status);
        }

        Facts.IsTerminal |= _ends;
        if (_part is { } part)
        {
            part.Index = _index;
            TakePart(part);
        }
    }

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare) =>
        Facts.Usage = usage.ToUsage(Cache) with { ReasoningBesideOutput = true };

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.Index:
                _index = Index(kind, raw);
                break;
            case AnswerSlot.Finish when kind == JsonScalar.String:
                _status = JsonText.Decode(raw);
                break;
            case AnswerSlot.EventType:
                _ends = IsEnd(raw);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        if (!final)
        {
            // Its index stands beside it, perhaps after it.
            _part = item;
        }
        else if (!IsStreamed)
        {
            item.Index = -1;
            TakePart(item);
        }
    }

    private void TakePart(AnswerItem part)
    {
        switch (part.Type)
        {
            case "function_call":
                if (part.Index < 0 || Content!.At(part.Index) is null)
                {
                    Content!.Add(part);
                }
                else
                {
                    Content.Merge(part);
                }

                break;
            case "model_output" or "text" when part.HasText:
                Content!.Text.Append(part.Text.Span);
                Content.HasText = true;
                break;
            default:
                if (part.Index >= 0)
                {
                    Content!.At(part.Index)?.Add(part);
                }

                break;
        }
    }

    /// <summary>Of the events that carry the interaction those that do not end it; the first version called them start and complete.</summary>
    private static bool IsEnd(ReadOnlySpan<byte> type) => type.StartsWith("interaction."u8)
        && !type.SequenceEqual("interaction.created"u8) && !type.SequenceEqual("interaction.start"u8)
        && !type.SequenceEqual("interaction.status_update"u8) && !type.SequenceEqual("interaction.in_progress"u8);

    private static JsonPlace CreateMap() => Interaction(WithErrors(new JsonPlace()))
        .With("event_type"u8, Place(AnswerSlot.EventType))
        .With("index"u8, Place(AnswerSlot.Index))
        .With("interaction"u8, Interaction(new JsonPlace().With("error"u8, ErrorPlace())))
        .With("step"u8, Step(AnswerSlot.Item))
        .With("content"u8, Step(AnswerSlot.Item))
        .With("delta"u8, Step(AnswerSlot.Item).With("partial_arguments"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true)));

    private static JsonPlace Interaction(JsonPlace place) => place
        .With("id"u8, Place(AnswerSlot.Id))
        .With("model"u8, Place(AnswerSlot.Model))
        .With("status"u8, Place(AnswerSlot.Finish))
        .With("usage"u8, UsageMaps.GeminiInteractions(Place(AnswerSlot.Usage)))
        .With("steps"u8, new JsonPlace().WithElements(Step(AnswerSlot.FinalItem)))
        .With("outputs"u8, new JsonPlace().WithElements(Step(AnswerSlot.FinalItem)));

    private static JsonPlace Step(AnswerSlot slot) => Place(slot)
        .With("type"u8, Place(AnswerSlot.ItemType))
        .With("id"u8, Place(AnswerSlot.ItemId))
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true))
        .With("text"u8, Place(AnswerSlot.ItemText, text: true))
        .With("content"u8, new JsonPlace().WithElements(new JsonPlace().With("text"u8, Place(AnswerSlot.ItemText, text: true))));
}
