using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>The body of a request to the Conversations API, checked.</summary>
internal sealed class ConversationBody
{
    private const int MaxItems = 20;
    private const int MaxPairs = 16;
    private const int MaxKeyCharacters = 64;
    private const int MaxValueCharacters = 512;

    private ConversationBody(ReadOnlyMemory<byte>? metadata, IReadOnlyList<ConversationItem>? items)
    {
        Metadata = metadata;
        Items = items;
    }

    /// <summary>The metadata, one JSON object, empty where null is given; null when there is none.</summary>
    public ReadOnlyMemory<byte>? Metadata { get; }

    /// <summary>The items; null when there are none.</summary>
    public IReadOnlyList<ConversationItem>? Items { get; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes; empty counts as an empty object. They must stay as they are.</param>
    /// <param name="error">What is wrong, when null is returned.</param>
    /// <returns>The body, or null.</returns>
    public static ConversationBody? Read(ReadOnlyMemory<byte> body, out GatewayError? error)
    {
        try
        {
            using var document = JsonDocument.Parse(
                body.IsEmpty ? "{}"u8.ToArray() : body, new JsonDocumentOptions { MaxDepth = JsonMembers.MaxDepth });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                error = GatewayError.BadRequest("The request body must be one JSON object.");
                return null;
            }

            var metadata = ReadMetadata(root.Member("metadata"), out error);
            var items = error is null ? ReadItems(root.Member("items"), body, out error) : null;
            return error is null ? new ConversationBody(metadata, items) : null;
        }
        catch (JsonException)
        {
            error = GatewayError.BadRequest("The request body is not valid JSON.");
            return null;
        }
        catch (InvalidOperationException)
        {
            error = GatewayError.BadRequest("The request body has a text that is not valid Unicode.");
            return null;
        }
    }

    private static ReadOnlyMemory<byte>? ReadMetadata(JsonElement metadata, out GatewayError? error)
    {
        error = null;
        if (metadata.ValueKind is JsonValueKind.Undefined)
        {
            return null;
        }

        if (metadata.ValueKind is JsonValueKind.Null)
        {
            return "{}"u8.ToArray();
        }

        if (metadata.ValueKind != JsonValueKind.Object || metadata.EnumerateObject().Count() > MaxPairs
            || !metadata.EnumerateObject().All(IsPair))
        {
            error = GatewayError.BadRequest(
                $"'metadata' must be an object of at most {MaxPairs} pairs, with keys of at most {MaxKeyCharacters} characters and texts of at "
                + $"most {MaxValueCharacters}.",
                "metadata");
            return null;
        }

        return JsonSerializer.SerializeToUtf8Bytes(metadata, MetadataJson.Default.JsonElement);
    }

    private static bool IsPair(JsonProperty pair) =>
        pair.Name.Length <= MaxKeyCharacters
        && pair.Value.ValueKind == JsonValueKind.String && pair.Value.GetString()!.Length <= MaxValueCharacters;

    private static List<ConversationItem>? ReadItems(JsonElement items, ReadOnlyMemory<byte> body, out GatewayError? error)
    {
        error = null;
        if (items.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (items.ValueKind != JsonValueKind.Array || items.GetArrayLength() > MaxItems)
        {
            error = GatewayError.BadRequest($"'items' must be an array of at most {MaxItems} items.", "items");
            return null;
        }

        foreach (var (i, item) in items.EnumerateArray().Index())
        {
            if (ItemRules.Check(item) is { } wrong)
            {
                error = GatewayError.BadRequest($"'items[{i}]{wrong.At}' {wrong.Must}.", $"items[{i}]{wrong.At}");
                return null;
            }
        }

        return [.. RequestItem.ReadAll(body[JsonMembers.Find(body.Span, "items"u8)])
            .Select(item => new ConversationItem(Api.Responses.Name, item.Role, item.Raw))];
    }
}
