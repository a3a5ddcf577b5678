using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Observing;

/// <summary>The words by which the verb <c>observe</c> takes a dialect: our own, and with dashes those of collections of recorded answers.</summary>
internal static class WireNames
{
    private const string InvokedModels = "bedrock-invoke-";

    private static readonly Dictionary<string, Dialect> Others = new(StringComparer.Ordinal)
    {
        ["openai-chat"] = Dialect.OpenAiChat,
        ["openai-completions"] = Dialect.OpenAiCompletions,
        ["openai-responses"] = Dialect.OpenAiResponses,
        ["anthropic"] = Dialect.AnthropicMessages,
        ["anthropic-messages"] = Dialect.AnthropicMessages,
        ["gemini-interactions"] = Dialect.GeminiInteractions,
        ["cohere-v1"] = Dialect.CohereV1,
        ["cohere-v2"] = Dialect.CohereV2,
        ["bedrock-converse"] = Dialect.BedrockConverse,
        ["bedrock-invoke"] = Dialect.BedrockInvoke,
    };

    /// <summary>The dialect of a word.</summary>
    /// <param name="wire">The word; <c>bedrock-invoke-</c> may be followed by any vendor.</param>
    /// <returns>The dialect, null when there is none.</returns>
    public static Dialect? Find(string wire) =>
        Dialect.All.FirstOrDefault(dialect => dialect.Name == wire) ?? Others.GetValueOrDefault(wire)
        ?? (wire.StartsWith(InvokedModels, StringComparison.Ordinal) && wire.Length > InvokedModels.Length ? Dialect.BedrockInvoke : null);

    /// <summary>Every word.</summary>
    /// <returns>The words, with commas between them.</returns>
    public static string List() => string.Join(", ", Dialect.All.Select(dialect => dialect.Name).Concat(Others.Keys).Append(InvokedModels + "*"));
}
