namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// What a provider's own path says of a call: the dialect, and where it stands there, the model and that a stream is asked for. The answer's
/// body may correct the dialect.
/// </summary>
/// <param name="Dialect">The dialect; <see cref="Dialect.Unknown"/> for a path that says nothing.</param>
/// <param name="Operation">The operation's name in the OpenTelemetry conventions.</param>
/// <param name="Model">The model, null when it stands in the body, if anywhere.</param>
/// <param name="IsStream">Whether an answer is streamed unless the body says otherwise.</param>
internal readonly record struct NativePath(Dialect Dialect, string Operation, string? Model = null, bool IsStream = false)
{
    private const string Chat = "chat";
    private const string Completion = "text_completion";
    private const string Embeddings = "embeddings";

    private static readonly (string End, NativePath Path)[] Ends =
    [
        ("/chat/completions", new(Dialect.OpenAiChat, Chat)),
        ("/completions", new(Dialect.OpenAiCompletions, Completion)),
        ("/responses", new(Dialect.OpenAiResponses, Chat)),
        ("/messages", new(Dialect.AnthropicMessages, Chat)),
        ("/interactions", new(Dialect.GeminiInteractions, Chat)),
        ("/api/chat", new(Dialect.Ollama, Chat, IsStream: true)),
        ("/api/generate", new(Dialect.Ollama, Completion, IsStream: true)),
        ("/api/embed", new(Dialect.Ollama, Embeddings)),
        ("/api/embeddings", new(Dialect.Ollama, Embeddings)),
        ("/embeddings", new(Dialect.OpenAiChat, Embeddings)),
        ("/v1/chat", new(Dialect.CohereV1, Chat)),
        ("/v2/chat", new(Dialect.CohereV2, Chat)),
        ("/v2/embed", new(Dialect.CohereV2, Embeddings)),
        ("/v1/embed", new(Dialect.CohereV1, Embeddings)),
    ];

    private static readonly (string Verb, NativePath Path)[] Verbs =
    [
        ("generateContent", new(Dialect.Gemini, Chat)),
        ("streamGenerateContent", new(Dialect.Gemini, Chat, IsStream: true)),
        ("embedContent", new(Dialect.Gemini, Embeddings)),
        ("batchEmbedContents", new(Dialect.Gemini, Embeddings)),
        ("rawPredict", new(Dialect.AnthropicMessages, Chat)),
        ("streamRawPredict", new(Dialect.AnthropicMessages, Chat, IsStream: true)),
        ("converse", new(Dialect.BedrockConverse, Chat)),
        ("converse-stream", new(Dialect.BedrockConverse, Chat, IsStream: true)),
        ("invoke", new(Dialect.BedrockInvoke, Chat)),
        ("invoke-with-response-stream", new(Dialect.BedrockInvoke, Chat, IsStream: true)),
    ];

    /// <summary>Reads a path.</summary>
    /// <param name="path">The provider's own path, decoded, from its first slash.</param>
    /// <returns>What it says.</returns>
    public static NativePath Of(string path)
    {
        // Google's models/M:verb, Amazon's model/M/verb; a model's name may have slashes and colons in it.
        if (Named(path, "/models/", ':') is { } google)
        {
            return google;
        }

        if (Named(path, "/model/", '/') is { } amazon)
        {
            return amazon;
        }

        foreach (var (end, known) in Ends)
        {
            if (path.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return known with { Model = Between(path, "/deployments/", "/") };
            }
        }

        return new NativePath(Dialect.Unknown, Chat);
    }

    private static NativePath? Named(string path, string before, char separator)
    {
        var at = path.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        var verb = path.LastIndexOf(separator);
        if (at < 0 || verb <= at + before.Length)
        {
            return null;
        }

        var name = path[(verb + 1)..];
        var known = Array.Find(Verbs, candidate => candidate.Verb == name).Path;
        return known.Dialect is null ? null : known with { Model = path[(at + before.Length)..verb] };
    }

    private static string? Between(string path, string before, string after)
    {
        var at = path.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        var end = at < 0 ? -1 : path.IndexOf(after, at + before.Length, StringComparison.Ordinal);
        return end < 0 ? null : path[(at + before.Length)..end];
    }
}
