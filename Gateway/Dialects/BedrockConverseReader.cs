using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Bedrock Converse, and Amazon Nova's own body, which has the same members: one document, or the frames of an event stream, which Nova's
/// invoked stream wraps by their names. Cache tokens stand beside the input. The model stands in the request's path only.
/// </summary>
internal sealed class BedrockConverseReader : DialectReader
{
    private static readonly string[] Events =
        ["messageStart", "contentBlockStart", "contentBlockDelta", "contentBlockStop", "messageStop", "metadata"];

    private static readonly JsonPlace Root = CreateMap();

    private AnswerItem? _block;
    private int _index;
    private bool _hasUsage;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override CacheCounting Cache => CacheCounting.BesideInput;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        json.IndexOf("\"usage\""u8) >= 0 || json.IndexOf("\"stopReason\""u8) >= 0 || json.IndexOf("essage\":\""u8) >= 0
        || json.IndexOf("-invocationMetrics\""u8) >= 0;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _block = null;
        _index = -1;
        _hasUsage = false;
    }

    /// <inheritdoc/>
    protected override void End(bool whole)
    {
        if (_block is not null)
        {
            _block.Index = _index;
            Content!.Merge(_block);
        }

        // The metadata come last, behind the end of the message.
        Facts.IsTerminal |= whole && _hasUsage;
    }

    /// <inheritdoc/>
    protected override void TakeUsage(in UsageFields usage, bool spare)
    {
        _hasUsage |= !spare;
        base.TakeUsage(usage, spare);
    }

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == AnswerSlot.Index)
        {
            _index = Index(kind, raw);
        }
        else if (slot == AnswerSlot.Finish && kind == JsonScalar.String && raw.Length > 0)
        {
            Facts.Finish(0, JsonText.Decode(raw));
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final)
    {
        if (final)
        {
            Content!.Add(item);
        }
        else
        {
            // Its index stands beside it, perhaps after it.
            _block = item;
        }
    }

    private static JsonPlace CreateMap()
    {
        var root = Members(WithErrors(new JsonPlace()))
            .With("output"u8, new JsonPlace().With("message"u8, new JsonPlace().With("content"u8, new JsonPlace().WithElements(
                Block(AnswerSlot.FinalItem)))))
            .With("amazon-bedrock-invocationMetrics"u8, UsageMaps.BedrockMetrics(Place(AnswerSlot.SpareUsage)));
        foreach (var name in Events)
        {
            root.With(System.Text.Encoding.UTF8.GetBytes(name), Members(new JsonPlace()));
        }

        return root;
    }

    private static JsonPlace Members(JsonPlace place) => place
        .With("stopReason"u8, Place(AnswerSlot.Finish))
        .With("usage"u8, UsageMaps.Bedrock(Place(AnswerSlot.Usage)))
        .With("contentBlockIndex"u8, Place(AnswerSlot.Index))
        .With("start"u8, Block(AnswerSlot.Item))
        .With("delta"u8, Block(AnswerSlot.Item));

    private static JsonPlace Block(AnswerSlot item) => new JsonPlace()
        .With("text"u8, Place(AnswerSlot.Text, text: true))
        .With("reasoningContent"u8, TokenPlace())
        .With("toolUse"u8, Place(item)
            .With("toolUseId"u8, Place(AnswerSlot.ItemId))
            .With("name"u8, Place(AnswerSlot.ItemName))
            .With("input"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true)));
}
