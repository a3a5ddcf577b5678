using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Dialects;

/// <summary>One API shape as it stands on the wire. Adding a dialect begins here, and with one class that reads it.</summary>
internal sealed class Dialect
{
    /// <summary>OpenAI chat completions and their cousins.</summary>
    public static readonly Dialect OpenAiChat = new("openai.chat", () => new OpenAiChatReader());

    /// <summary>OpenAI completions, the old ones.</summary>
    public static readonly Dialect OpenAiCompletions = new("openai.completions", () => new OpenAiChatReader());

    /// <summary>OpenAI Responses.</summary>
    public static readonly Dialect OpenAiResponses = new("openai.responses", () => new OpenAiResponsesReader())
    {
        Errors = OpenAiResponsesErrors.Instance,
    };

    /// <summary>Anthropic Messages.</summary>
    public static readonly Dialect AnthropicMessages = new("anthropic.messages", () => new AnthropicReader())
    {
        Errors = AnthropicErrors.Instance,
        KeyHeader = "x-api-key",
    };

    /// <summary>Gemini's generateContent.</summary>
    public static readonly Dialect Gemini = new("gemini", () => new GeminiReader())
    {
        Errors = GeminiErrors.Instance,
        KeyHeader = "x-goog-api-key",
    };

    /// <summary>Gemini Interactions.</summary>
    public static readonly Dialect GeminiInteractions = new("gemini.interactions", () => new GeminiInteractionsReader())
    {
        Errors = GeminiErrors.Instance,
        KeyHeader = "x-goog-api-key",
    };

    /// <summary>Ollama's own API.</summary>
    public static readonly Dialect Ollama = new("ollama", () => new OllamaReader()) { Errors = PlainErrors.Error };

    /// <summary>Cohere's first chat API.</summary>
    public static readonly Dialect CohereV1 = new("cohere.v1", () => new CohereV1Reader()) { Errors = PlainErrors.Message };

    /// <summary>Cohere's second chat API.</summary>
    public static readonly Dialect CohereV2 = new("cohere.v2", () => new CohereV2Reader()) { Errors = PlainErrors.Message };

    /// <summary>Bedrock Converse.</summary>
    public static readonly Dialect BedrockConverse = new("bedrock.converse", () => new BedrockConverseReader())
    {
        Errors = PlainErrors.Message,
    };

    /// <summary>Bedrock InvokeModel: the body is the model vendor's.</summary>
    public static readonly Dialect BedrockInvoke = new("bedrock.invoke", () => new BedrockInvokeReader())
    {
        Errors = PlainErrors.Message,
        HasUsageHeaders = true,
    };

    /// <summary>Not known beforehand; the body may tell.</summary>
    public static readonly Dialect Unknown = new("json", () => new UnknownReader());

    private Dialect(string name, Func<DialectReader> newReader)
    {
        Name = name;
        NewReader = newReader;
    }

    /// <summary>Every dialect, in the order of the documentation.</summary>
    public static IReadOnlyList<Dialect> All { get; } =
    [
        OpenAiChat, OpenAiCompletions, OpenAiResponses, AnthropicMessages, Gemini, GeminiInteractions, Ollama, CohereV1, CohereV2,
        BedrockConverse, BedrockInvoke, Unknown,
    ];

    /// <summary>Its word.</summary>
    public string Name { get; }

    /// <summary>Makes the reader of one answer.</summary>
    public Func<DialectReader> NewReader { get; }

    /// <summary>The shape of its errors.</summary>
    public IErrorShape Errors { get; private init; } = OpenAiErrors.Instance;

    /// <summary>The header that its key goes into; null for a bearer token.</summary>
    public string? KeyHeader { get; private init; }

    /// <summary>Whether an answer's usage may stand in its headers, and nowhere else.</summary>
    public bool HasUsageHeaders { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
