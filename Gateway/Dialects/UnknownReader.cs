using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// An answer that tells nothing of its dialect, as far as it goes: a usage object with any of the known names, a model, an id, a reason why
/// it ended, a text. Where cache tokens are counted is told by the names of the counts.
/// </summary>
internal sealed class UnknownReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override CacheCounting Cache => CacheCounting.ByName;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) => true;

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.Finish && kind == JsonScalar.String && raw.Length > 0)
        {
            Facts.Finish(0, JsonText.Decode(raw));
        }
    }

    private static JsonPlace CreateMap()
    {
        var root = WithErrors(new JsonPlace())
            .With("id"u8, Place(AnswerSlot.Id))
            .With("model"u8, Place(AnswerSlot.Model))
            .With("text"u8, Place(AnswerSlot.Text, text: true))
            .With("content"u8, Place(AnswerSlot.Text, text: true))
            .With("output_text"u8, Place(AnswerSlot.Text, text: true))
            .With("generated_text"u8, Place(AnswerSlot.Text, text: true))
            .With("finish_reason"u8, Place(AnswerSlot.Finish))
            .With("stop_reason"u8, Place(AnswerSlot.Finish))
            .With("usage"u8, UsageMaps.Cohere(UsageMaps.Bedrock(UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.Usage)))));
        return UsageMaps.BedrockModels(UsageMaps.Ollama(root)).With("usageMetadata"u8, UsageMaps.Gemini(Place(AnswerSlot.Usage)));
    }
}
