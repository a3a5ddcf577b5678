using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>The first choice of an OpenAI chat completion: content as a text or as parts of type text, and tool calls by their index.</summary>
internal sealed class OpenAiChatAnswer : AnswerReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly List<AnswerItem> _pending = [];
    private readonly List<AnswerItem> _final = [];
    private readonly RawText _finalText = new();
    private int _choice;
    private int _mark;
    private int _finalMark;
    private int _finalCount;
    private string? _reason;

    /// <summary>An answer of this dialect.</summary>
    public OpenAiChatAnswer()
        : base(Root)
    {
    }

    /// <inheritdoc/>
    public override void BeginDocument()
    {
        _finalText.Truncate(0);
        _final.Clear();
    }

    /// <inheritdoc/>
    public override void EndDocument(bool whole, bool streamed)
    {
        base.EndDocument(whole, streamed);
        if (!streamed)
        {
            // Some servers send the whole message so far beside each delta; it counts only where there is no stream.
            Text.Append(_finalText.Span);
            _final.ForEach(Merge);
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final) => (final ? _final : _pending).Add(item);

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.ChoiceIndex)
        {
            _choice = Index(kind, raw);
        }
        else if (slot == AnswerSlot.Finish && kind == JsonScalar.String)
        {
            _reason = JsonText.Decode(raw);
        }
    }

    /// <inheritdoc/>
    protected override void ReadText(AnswerSlot slot, ReadOnlySpan<byte> raw) => (slot == AnswerSlot.Text ? Text : _finalText).Append(raw);

    /// <inheritdoc/>
    protected override void OpenChoice(int position)
    {
        _choice = position;
        _mark = Text.Length;
        _finalMark = _finalText.Length;
        _finalCount = _final.Count;
        _reason = null;
        _pending.Clear();
    }

    /// <inheritdoc/>
    protected override void CloseChoice()
    {
        if (_choice != 0)
        {
            // Its index may come after its text.
            Text.Truncate(_mark);
            _finalText.Truncate(_finalMark);
            _final.RemoveRange(_finalCount, _final.Count - _finalCount);
            return;
        }

        FinishReason = _reason ?? FinishReason;
        _pending.ForEach(Merge);
    }

    /// <summary>A call's first part has its id and name; later parts have its index, or, from some servers, nothing but arguments.</summary>
    private void Merge(AnswerItem part)
    {
        var call = part.Index >= 0 ? Calls.Find(known => known.Index == part.Index)
            : part.Id.Length > 0 ? Calls.Find(known => known.Id == part.Id)
            : part.Name.Length == 0 ? Calls.LastOrDefault()
            : null;
        if (call is null)
        {
            if (part.Name.Length > 0 || part.Id.Length > 0)
            {
                Calls.Add(part);
            }

            return;
        }

        call.Id = part.Id.Length > 0 ? part.Id : call.Id;
        call.Name = part.Name.Length > 0 ? part.Name : call.Name;
        call.Arguments.Append(part.Arguments.Span);
    }

    private static JsonPlace CreateMap() => new JsonPlace()
        .With("id"u8, Place(AnswerSlot.Id))
        .With("choices"u8, new JsonPlace().WithElements(Place(AnswerSlot.Choice)
            .With("index"u8, Place(AnswerSlot.ChoiceIndex))
            .With("finish_reason"u8, Place(AnswerSlot.Finish))
            .With("message"u8, Message(AnswerSlot.FinalText, AnswerSlot.FinalItem))
            .With("delta"u8, Message(AnswerSlot.Text, AnswerSlot.Item))));

    private static JsonPlace Message(AnswerSlot text, AnswerSlot item) => new JsonPlace()
        .With("content"u8, Place(text, text: true).WithElements(new JsonPlace().With("text"u8, Place(text, text: true))))
        .With("function_call"u8, Function(Place(item)))
        .With("tool_calls"u8, new JsonPlace().WithElements(Place(item)
            .With("index"u8, Place(AnswerSlot.ItemIndex))
            .With("id"u8, Place(AnswerSlot.ItemId))
            .With("function"u8, Function(new JsonPlace()))));

    private static JsonPlace Function(JsonPlace place) => place
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true));
}
