using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Cohere's second chat API: a message whose content has parts; in a stream the parts and calls come as deltas by their index. Billed units
/// are the usage, which embeddings call <c>meta</c>. Thinking and the plan for the tools are not text.
/// </summary>
internal sealed class CohereV2Reader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private AnswerItem? _call;
    private (int Length, bool HasText) _mark;
    private bool _isThinking;
    private bool _ends;
    private int _index;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"message-end\""u8) >= 0 || json.IndexOf("\"finish_reason\""u8) >= 0 || json.IndexOf("\"usage\""u8) >= 0
        || json.IndexOf("error"u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _call = null;
        _ends = false;
        _index = -1;
    }

    /// <inheritdoc/>
    protected override void End(bool whole)
    {
        if (_call is not null)
        {
            _call.Index = _index;
            Content!.Merge(_call);
        }

        Facts.IsTerminal |= _ends;
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
            case AnswerSlot.PartType:
                _isThinking = !raw.SequenceEqual("text"u8);
                break;
            case AnswerSlot.EventType:
                _ends = raw.SequenceEqual("message-end"u8);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Open(AnswerSlot slot, int position)
    {
        if (slot == AnswerSlot.Part)
        {
            _isThinking = false;
            _mark = Content?.Mark() ?? default;
        }
    }

    /// <inheritdoc/>
    protected override void Close(AnswerSlot slot)
    {
        if (slot == AnswerSlot.Part && _isThinking)
        {
            Content?.Rewind(_mark);
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        if (IsStreamed)
        {
            // Its index stands beside the delta, perhaps after it.
            _call = item;
        }
        else if (item.Name.Length > 0)
        {
            Content!.Add(item);
        }
    }

    private static JsonPlace CreateMap() => Answer(WithErrors(new JsonPlace(), Message(Place(AnswerSlot.BareMessage, text: true))))
        .With("id"u8, Place(AnswerSlot.Id))
        .With("meta"u8, UsageMaps.Cohere(Place(AnswerSlot.Usage)))
        .With("type"u8, Place(AnswerSlot.EventType))
        .With("index"u8, Place(AnswerSlot.Index))
        .With("delta"u8, Answer(new JsonPlace())
            .With("error"u8, ErrorPlace())
            .With("message"u8, Message(new JsonPlace())));

    private static JsonPlace Answer(JsonPlace place) => place
        .With("model"u8, Place(AnswerSlot.Model))
        .With("finish_reason"u8, Place(AnswerSlot.Finish))
        .With("usage"u8, UsageMaps.Cohere(Place(AnswerSlot.Usage)));

    /// <summary>In a stream the parts and calls stand alone, elsewhere in lists.</summary>
    private static JsonPlace Message(JsonPlace place)
    {
        var part = Place(AnswerSlot.Part)
            .With("type"u8, Place(AnswerSlot.PartType))
            .With("text"u8, Place(AnswerSlot.Text, text: true))
            .With("thinking"u8, TokenPlace());
        var call = Place(AnswerSlot.Item)
            .With("id"u8, Place(AnswerSlot.ItemId))
            .With("function"u8, new JsonPlace()
                .With("name"u8, Place(AnswerSlot.ItemName))
                .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true)));
        return place
            .With("tool_plan"u8, TokenPlace())
            .With("content"u8, part.WithElements(part))
            .With("tool_calls"u8, call.WithElements(call));
    }
}
