using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Dialects;

/// <summary>One API that the gateway serves: its path, its words and who reads its wire. Adding an API begins here.</summary>
internal sealed class Api
{
    /// <summary>OpenAI chat completions.</summary>
    public static readonly Api Chat = new("openai.chat", "/v1/chat/completions", "chat", OpenAiErrors.Instance, Dialect.OpenAiChat)
    {
        History = OpenAiChatHistory.Instance,
    };

    /// <summary>OpenAI Responses.</summary>
    public static readonly Api Responses =
        new("openai.responses", "/v1/responses", "chat", OpenAiResponsesErrors.Instance, Dialect.OpenAiResponses);

    /// <summary>Anthropic Messages.</summary>
    public static readonly Api Messages = new("anthropic.messages", "/v1/messages", "chat", AnthropicErrors.Instance, Dialect.AnthropicMessages)
    {
        History = AnthropicHistory.Instance,
    };

    /// <summary>OpenAI completions, the old ones.</summary>
    public static readonly Api Completions =
        new("openai.completions", "/v1/completions", "text_completion", OpenAiErrors.Instance, Dialect.OpenAiCompletions);

    /// <summary>OpenAI embeddings.</summary>
    public static readonly Api Embeddings =
        new("openai.embeddings", "/v1/embeddings", "embeddings", OpenAiErrors.Instance, Dialect.OpenAiChat);

    private Api(string name, string path, string operation, IErrorShape errors, Dialect dialect)
    {
        Name = name;
        Path = path;
        Operation = operation;
        Errors = errors;
        Dialect = dialect;
    }

    /// <summary>Every API, in the order of the documentation.</summary>
    public static IReadOnlyList<Api> All { get; } = [Chat, Responses, Messages, Completions, Embeddings];

    /// <summary>The dialect's word, as providers list it.</summary>
    public string Name { get; }

    /// <summary>Where clients call it.</summary>
    public string Path { get; }

    /// <summary>The operation's name in the OpenTelemetry conventions.</summary>
    public string Operation { get; }

    /// <summary>The shape of its errors.</summary>
    public IErrorShape Errors { get; }

    /// <summary>The dialect that its answers are expected in.</summary>
    public Dialect Dialect { get; }

    /// <summary>Whether its answers have a text to read; embeddings have none.</summary>
    public bool HasText => this != Embeddings;

    /// <summary>How an answer stands in later requests; null where the gateway keeps no history for this API.</summary>
    public IHistoryDialect? History { get; private init; }

    /// <summary>Whether the Anthropic way of authentication is used: <c>x-api-key</c> instead of a bearer token.</summary>
    public bool UsesApiKeyHeader => this == Messages;

    /// <summary>The API at a path, or the one whose errors fit best.</summary>
    /// <param name="path">A request's path.</param>
    /// <returns>The shape of errors to answer with.</returns>
    public static IErrorShape ErrorsAt(string? path) =>
        All.FirstOrDefault(api => string.Equals(api.Path, path, StringComparison.OrdinalIgnoreCase))?.Errors ?? OpenAiErrors.Instance;
}
