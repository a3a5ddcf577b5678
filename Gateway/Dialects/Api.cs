using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Dialects;

/// <summary>One API that the gateway serves: its path, its words and who reads its wire. Adding an API begins here.</summary>
internal sealed class Api
{
    /// <summary>Where the providers' own paths begin; the provider's name follows.</summary>
    public const string NativePrefix = "/providers/";

    /// <summary>OpenAI chat completions.</summary>
    public static readonly Api Chat = new("openai.chat", "/v1/chat/completions", "chat", Dialect.OpenAiChat)
    {
        History = OpenAiChatHistory.Instance,
    };

    /// <summary>OpenAI Responses.</summary>
    public static readonly Api Responses =
        new("openai.responses", "/v1/responses", "chat", Dialect.OpenAiResponses)
        {
            History = OpenAiResponsesHistory.Instance,
        };

    /// <summary>Anthropic Messages.</summary>
    public static readonly Api Messages = new("anthropic.messages", "/v1/messages", "chat", Dialect.AnthropicMessages)
    {
        History = AnthropicHistory.Instance,
    };

    /// <summary>OpenAI completions, the old ones.</summary>
    public static readonly Api Completions =
        new("openai.completions", "/v1/completions", "text_completion", Dialect.OpenAiCompletions);

    /// <summary>OpenAI embeddings.</summary>
    public static readonly Api Embeddings =
        new("openai.embeddings", "/v1/embeddings", "embeddings", Dialect.OpenAiChat);

    private Api(string name, string path, string operation, Dialect dialect)
    {
        Name = name;
        Path = path;
        Operation = operation;
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
    public IErrorShape Errors => Dialect.Errors;

    /// <summary>The dialect that its answers are expected in.</summary>
    public Dialect Dialect { get; }

    /// <summary>Whether it asks a model: only then is there an answer to observe, a span and metrics. A list of models is none.</summary>
    public bool AsksModel { get; private init; } = true;

    /// <summary>Whether it is a provider's own path, on which the gateway changes nothing.</summary>
    public bool IsNative { get; private init; }

    /// <summary>Whether its answers have a text to read; embeddings have none.</summary>
    public bool HasText => Operation != "embeddings";

    /// <summary>How an answer stands in later requests; null where the gateway keeps no history for this API.</summary>
    public IHistoryDialect? History { get; private init; }

    /// <summary>A provider's own path.</summary>
    /// <param name="native">What it says.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="asksModel">Whether the request asks a model.</param>
    /// <returns>The API.</returns>
    public static Api Native(in NativePath native, string path, bool asksModel) =>
        new(native.Dialect.Name, path, native.Operation, native.Dialect) { AsksModel = asksModel, IsNative = true };

    /// <summary>The API of a name.</summary>
    /// <param name="name">The dialect's word.</param>
    /// <returns>The API; null when there is none of that name.</returns>
    public static Api? Named(string name) => All.FirstOrDefault(api => api.Name == name);

    /// <summary>The name that bytes spell.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The same string for every API of that name, so that it costs none; null when there is no such API.</returns>
    public static string? NameOf(ReadOnlySpan<byte> name)
    {
        foreach (var api in All)
        {
            if (System.Text.Ascii.Equals(name, api.Name))
            {
                return api.Name;
            }
        }

        return null;
    }

    /// <summary>The API at a path, or the one whose errors fit best.</summary>
    /// <param name="path">A request's path.</param>
    /// <returns>The shape of errors to answer with.</returns>
    public static IErrorShape ErrorsAt(string? path) =>
        All.FirstOrDefault(api => string.Equals(api.Path, path, StringComparison.OrdinalIgnoreCase))?.Errors
        ?? (path?.StartsWith(NativePrefix, StringComparison.OrdinalIgnoreCase) == true ? NativePath.Of(path).Dialect.Errors : OpenAiErrors.Instance);
}
