using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Ollama's own API, chat and generate: one document, or one a line, the last of which is done and carries the counters.</summary>
internal sealed class OllamaReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();
    private bool _done;
    private bool _hasDone;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool IsLast => _done || !_hasDone;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"done_reason\""u8) >= 0 || json.IndexOf("eval_count\""u8) >= 0 || json.IndexOf("\"error\""u8) >= 0
        || json.IndexOf("true"u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin() => _done = _hasDone = false;

    /// <inheritdoc/>
    protected override void End(bool whole) => Facts.IsTerminal |= _done;

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.Finish && kind == JsonScalar.String && raw.Length > 0)
        {
            Facts.Finish(0, JsonText.Decode(raw));
        }
        else if (slot == AnswerSlot.Done)
        {
            _hasDone = true;
            _done = kind == JsonScalar.True;
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final) => Content!.Add(item);

    private static JsonPlace CreateMap() => UsageMaps.Ollama(WithErrors(new JsonPlace(), Place(AnswerSlot.BareMessage, text: true)
            .With("content"u8, Place(AnswerSlot.Text, text: true))
            .With("thinking"u8, TokenPlace())
            .With("tool_calls"u8, new JsonPlace().WithElements(Place(AnswerSlot.Item)
                .With("id"u8, Place(AnswerSlot.ItemId))
                .With("function"u8, new JsonPlace()
                    .With("name"u8, Place(AnswerSlot.ItemName))
                    .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true)))))))
        .With("model"u8, Place(AnswerSlot.Model))
        .With("response"u8, Place(AnswerSlot.Text, text: true))
        .With("thinking"u8, TokenPlace())
        .With("done"u8, Place(AnswerSlot.Done))
        .With("done_reason"u8, Place(AnswerSlot.Finish));
}
