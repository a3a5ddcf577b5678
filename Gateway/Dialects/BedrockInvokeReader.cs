using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Models that Bedrock invokes with bodies of their own and that have no dialect elsewhere: Llama, Titan, Mistral's and Cohere's old text
/// models, Jurassic. What has a dialect (Anthropic, Nova, OpenAI's shape) is told by its body and read by that.
/// </summary>
internal sealed class BedrockInvokeReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private UsageFields _usage;
    private (int Length, bool HasText) _mark;
    private int _choice = -1;
    private string? _reason;
    private bool _hasMetrics;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override CacheCounting Cache => CacheCounting.BesideInput;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) => true;

    /// <inheritdoc/>
    protected override void Begin() => _hasMetrics = false;

    /// <inheritdoc/>
    protected override void End(bool whole) => Facts.IsTerminal |= whole && _hasMetrics;

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare)
    {
        _hasMetrics |= spare;
        if (spare)
        {
            base.TakeUsage(usage, spare);
            return;
        }

        // A stream tells the input in its first part and the output in its last.
        _usage.Overlay(usage);
        base.TakeUsage(_usage, spare);
    }

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.Finish && kind == JsonScalar.String && raw.Length > 0)
        {
            _reason = JsonText.Decode(raw);
            if (_choice < 0)
            {
                Facts.Finish(0, _reason);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Open(AnswerSlot slot, int position)
    {
        _choice = position;
        _reason = null;
        _mark = Content?.Mark() ?? default;
    }

    /// <inheritdoc/>
    protected override void Close(AnswerSlot slot)
    {
        Facts.NoteChoice(_choice);
        if (_reason is not null)
        {
            Facts.Finish(_choice, _reason);
        }

        if (_choice != 0)
        {
            Content?.Rewind(_mark);
        }

        _choice = -1;
    }

    private static JsonPlace CreateMap()
    {
        var results = new JsonPlace().WithElements(Place(AnswerSlot.Choice)
            .With("tokenCount"u8, UsageMaps.Place(UsageSlot.SummedOutput))
            .With("outputText"u8, Place(AnswerSlot.Text, text: true))
            .With("text"u8, Place(AnswerSlot.Text, text: true))
            .With("data"u8, new JsonPlace().With("text"u8, Place(AnswerSlot.Text, text: true)))
            .With("completionReason"u8, Place(AnswerSlot.Finish))
            .With("stop_reason"u8, Place(AnswerSlot.Finish))
            .With("finish_reason"u8, Place(AnswerSlot.Finish))
            .With("finishReason"u8, new JsonPlace().With("reason"u8, Place(AnswerSlot.Finish))));
        return UsageMaps.BedrockModels(WithErrors(new JsonPlace()))
            .With("id"u8, Place(AnswerSlot.Id))
            .With("model"u8, Place(AnswerSlot.Model))
            .With("results"u8, results)
            .With("outputs"u8, results)
            .With("generations"u8, results)
            .With("completions"u8, results)
            .With("generation"u8, Place(AnswerSlot.Text, text: true))
            .With("outputText"u8, Place(AnswerSlot.Text, text: true))
            .With("text"u8, Place(AnswerSlot.Text, text: true))
            .With("stop_reason"u8, Place(AnswerSlot.Finish))
            .With("finish_reason"u8, Place(AnswerSlot.Finish))
            .With("completionReason"u8, Place(AnswerSlot.Finish))
            .With("usage"u8, UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.Usage)))
            .With("amazon-bedrock-invocationMetrics"u8, UsageMaps.BedrockMetrics(Place(AnswerSlot.SpareUsage)));
    }
}
