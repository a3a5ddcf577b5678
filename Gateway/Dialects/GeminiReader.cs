using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Gemini's generateContent, at Google AI and Vertex: one document, server-sent events or an array of documents, each with the usage so
/// far. Thoughts are not text; reasoning is counted beside the output. An answer ends when a candidate says why.
/// </summary>
internal sealed class GeminiReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly List<AnswerItem> _items = [];
    private (int Length, bool HasText) _mark;
    private (int Length, bool HasText) _partMark;
    private bool _partIsThought;
    private int _candidate;
    private bool _ends;
    private string? _reason;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) => true;

    /// <inheritdoc/>
    protected override void Begin() => _ends = false;

    /// <inheritdoc/>
    protected override void End(bool whole) => Facts.IsTerminal |= whole && _ends;

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare) =>
        Facts.Usage = usage.ToUsage(Cache) with { ReasoningBesideOutput = true };

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.ChoiceIndex:
                _candidate = Index(kind, raw);
                break;
            case AnswerSlot.Finish when kind is JsonScalar.String or JsonScalar.Number:
                _reason = JsonText.Decode(raw);
                break;
            case AnswerSlot.PartThought:
                _partIsThought = kind == JsonScalar.True;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Open(AnswerSlot slot, int position)
    {
        if (slot == AnswerSlot.Choice)
        {
            _candidate = position;
            _reason = null;
            _items.Clear();
            _mark = Content?.Mark() ?? default;
        }
        else if (slot == AnswerSlot.Part)
        {
            _partIsThought = false;
            _partMark = Content?.Mark() ?? default;
        }
        else if (slot == AnswerSlot.ItemContinues && Item is not null)
        {
            // A call may come in one part and still have its arguments as paths and values.
            Item.IsPartial = true;
        }
    }

    /// <inheritdoc/>
    protected override void Close(AnswerSlot slot)
    {
        if (slot == AnswerSlot.Part && _partIsThought)
        {
            Content?.Rewind(_partMark);
        }
        else if (slot == AnswerSlot.Choice)
        {
            CloseCandidate();
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        // A call that comes in parts has its name in the first only.
        if (item.Name.Length > 0)
        {
            if (item is { IsPartial: false, Input.Length: 0 })
            {
                // An object without members need not be sent.
                item.Input.Append("{}"u8);
            }

            _items.Add(item);
        }
    }

    private void CloseCandidate()
    {
        Facts.NoteChoice(_candidate);
        if (_reason is not null)
        {
            Facts.Finish(_candidate, _reason);
            _ends = true;
        }

        if (_candidate != 0)
        {
            Content?.Rewind(_mark);
        }

        foreach (var item in _items)
        {
            item.Choice = _candidate;
            Content!.Add(item);
        }
    }

    private static JsonPlace CreateMap() => WithErrors(new JsonPlace())
        .With("modelVersion"u8, Place(AnswerSlot.Model))
        .With("responseId"u8, Place(AnswerSlot.Id))
        .With("usageMetadata"u8, UsageMaps.Gemini(Place(AnswerSlot.Usage)))
        .With("candidates"u8, new JsonPlace().WithElements(Place(AnswerSlot.Choice)
            .With("index"u8, Place(AnswerSlot.ChoiceIndex))
            .With("finishReason"u8, Place(AnswerSlot.Finish))
            .With("content"u8, new JsonPlace().With("parts"u8, new JsonPlace().WithElements(Place(AnswerSlot.Part)
                .With("text"u8, Place(AnswerSlot.Text, text: true))
                .With("thought"u8, Place(AnswerSlot.PartThought))
                .With("executableCode"u8, TokenPlace())
                .With("codeExecutionResult"u8, TokenPlace())
                .With("inlineData"u8, TokenPlace())
                .With("functionCall"u8, Place(AnswerSlot.Item)
                    .With("id"u8, Place(AnswerSlot.ItemId))
                    .With("name"u8, Place(AnswerSlot.ItemName))
                    .With("willContinue"u8, Place(AnswerSlot.ItemContinues))
                    .With("partialArgs"u8, Place(AnswerSlot.ItemContinues))
                    .With("args"u8, Place(AnswerSlot.ItemArguments, raw: true))))))));
}
