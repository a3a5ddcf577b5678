using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Tells an answer's dialect by its own words: the first member at the top of a document that one dialect alone has. It confirms, or
/// corrects, what the request's path made expect.
/// </summary>
internal sealed class DialectProbe : IWireSink
{
    private static readonly (string Member, Dialect Dialect)[] Members =
    [
        ("choices", Dialect.OpenAiChat),
        ("candidates", Dialect.Gemini),
        ("usageMetadata", Dialect.Gemini),
        ("modelVersion", Dialect.Gemini),
        ("promptFeedback", Dialect.Gemini),
        ("interaction", Dialect.GeminiInteractions),
        ("steps", Dialect.GeminiInteractions),
        ("done", Dialect.Ollama),
        ("done_reason", Dialect.Ollama),
        ("eval_count", Dialect.Ollama),
        ("prompt_eval_count", Dialect.Ollama),
        ("generation_id", Dialect.CohereV1),
        ("is_finished", Dialect.CohereV1),
        ("stopReason", Dialect.BedrockConverse),
        ("contentBlockIndex", Dialect.BedrockConverse),
        ("messageStart", Dialect.BedrockConverse),
        ("contentBlockDelta", Dialect.BedrockConverse),
        ("completion", Dialect.AnthropicMessages),
        ("generation", Dialect.BedrockInvoke),
        ("inputTextTokenCount", Dialect.BedrockInvoke),
        ("outputText", Dialect.BedrockInvoke),
    ];

    private static readonly (string Start, Dialect Dialect)[] Kinds =
    [
        ("chat.completion", Dialect.OpenAiChat),
        ("text_completion", Dialect.OpenAiCompletions),
        ("interaction", Dialect.GeminiInteractions),
        ("step.", Dialect.GeminiInteractions),
        ("response", Dialect.OpenAiResponses),
        ("message-", Dialect.CohereV2),
        ("content-", Dialect.CohereV2),
        ("tool-plan-", Dialect.CohereV2),
        ("tool-call-", Dialect.CohereV2),
        ("stream-start", Dialect.CohereV1),
        ("text-generation", Dialect.CohereV1),
        ("content_block", Dialect.AnthropicMessages),
        ("message", Dialect.AnthropicMessages),
    ];

    /// <summary>The map of what it looks for.</summary>
    public static readonly JsonPlace Map = CreateMap();

    /// <summary>What the answer says it is; null while it has said nothing.</summary>
    public Dialect? Found { get; private set; }

    /// <inheritdoc/>
    public bool IsTerminal => false;

    /// <inheritdoc/>
    public bool Wants(ReadOnlySpan<byte> json) => true;

    /// <inheritdoc/>
    public bool CanRepeat(ReadOnlySpan<byte> json, int textLength) => false;

    /// <inheritdoc/>
    public void Repeat(ReadOnlySpan<byte> text)
    {
    }

    /// <inheritdoc/>
    public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot > 0)
        {
            Found ??= Members[slot - 1].Dialect;
            return;
        }

        foreach (var (start, dialect) in Kinds)
        {
            if (Found is null && kind == JsonScalar.String && Starts(raw, start))
            {
                Found = dialect;
            }
        }
    }

    /// <inheritdoc/>
    public void Enter(int slot, int position)
    {
        if (slot > 0)
        {
            Found ??= Members[slot - 1].Dialect;
        }
    }

    /// <inheritdoc/>
    public void Text(int slot, ReadOnlySpan<byte> raw) => Enter(slot, 0);

    /// <inheritdoc/>
    public void EndText(int slot) => Enter(slot, 0);

    /// <inheritdoc/>
    public void Leave(int slot)
    {
    }

    /// <inheritdoc/>
    public void BeginDocument(bool streamed)
    {
    }

    /// <inheritdoc/>
    public void EndDocument(bool whole)
    {
    }

    /// <inheritdoc/>
    public void Sentinel()
    {
    }

    /// <inheritdoc/>
    public void Failure(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message)
    {
    }

    private static bool Starts(ReadOnlySpan<byte> raw, string start)
    {
        if (raw.Length < start.Length)
        {
            return false;
        }

        for (var i = 0; i < start.Length; i++)
        {
            if (raw[i] != start[i])
            {
                return false;
            }
        }

        return true;
    }

    private static JsonPlace CreateMap()
    {
        var kind = new JsonPlace(-1);
        var root = new JsonPlace().With("object"u8, kind).With("type"u8, kind).With("event_type"u8, kind)
            .With("output"u8, new JsonPlace().With("message"u8, Place(Dialect.BedrockConverse)));
        for (var i = 0; i < Members.Length; i++)
        {
            root.With(System.Text.Encoding.UTF8.GetBytes(Members[i].Member), new JsonPlace(i + 1, text: true));
        }

        return root;
    }

    private static JsonPlace Place(Dialect dialect) => new(1 + Array.FindIndex(Members, member => member.Dialect == dialect));
}
