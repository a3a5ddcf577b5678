using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Filters.Endings;

/// <summary>
/// How an answer of one API ends that a filter has stopped: as that API lets an answer end whose content was filtered, so that its SDKs read
/// it to the end without an error and see why. It looks at what was delivered, so that its ending fits.
/// </summary>
internal abstract class BlockEnding
{
    /// <summary>Whether the answer's last event has been delivered.</summary>
    public bool IsTerminal { get; protected set; }

    /// <summary>The ending of an API's answers.</summary>
    /// <param name="api">The API.</param>
    /// <returns>An ending for one answer; null where the API has none.</returns>
    public static BlockEnding? For(Api api) => !api.HasText ? null : api.Dialect switch
    {
        var dialect when dialect == Dialect.OpenAiChat => new ChatEnding("chat.completion"),
        var dialect when dialect == Dialect.OpenAiCompletions => new ChatEnding("text_completion"),
        var dialect when dialect == Dialect.OpenAiResponses => new ResponsesEnding(),
        var dialect when dialect == Dialect.AnthropicMessages => new MessagesEnding(),
        _ => null,
    };

    /// <summary>An event has been delivered.</summary>
    /// <param name="data">Its data, valid during the call.</param>
    public abstract void See(ReadOnlySpan<byte> data);

    /// <summary>The events that end a stream.</summary>
    /// <param name="facts">What to tell of the answer where nothing of it was delivered.</param>
    /// <returns>UTF-8 bytes.</returns>
    public abstract byte[] Stream(BlockFacts facts);

    /// <summary>The answer that stands for a blocked one that is no stream.</summary>
    /// <param name="facts">What to tell of the answer.</param>
    /// <returns>UTF-8 JSON.</returns>
    public abstract byte[] Document(BlockFacts facts);

    /// <summary>Reads an event's data; what is no JSON object tells nothing.</summary>
    /// <param name="data">The data.</param>
    /// <returns>The object, to be disposed, or null.</returns>
    protected static JsonDocument? Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            var reader = new Utf8JsonReader(data);
            var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // It was delivered as it is, and tells nothing about the end.
        }

        return null;
    }

    /// <summary>A member's text.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member.</param>
    /// <returns>The text; null when there is none.</returns>
    protected static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A member's number.</summary>
    /// <param name="element">The object.</param>
    /// <param name="name">The member.</param>
    /// <returns>The number; null when there is none.</returns>
    protected static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
