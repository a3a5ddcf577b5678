using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>The content blocks of an Anthropic message.</summary>
internal static class AnthropicBlocks
{
    /// <summary>Reads content.</summary>
    /// <param name="content">A text, an array of blocks, or anything else, which is nothing.</param>
    /// <returns>The blocks that other dialects know.</returns>
    public static IEnumerable<ItemPart> Read(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [ItemPart.OfText(content.Decode())]
        : content.Elements().Select(ReadBlock).OfType<ItemPart>();

    /// <summary>Writes a block; an empty text, which the API refuses, is left out.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="part">The block.</param>
    public static void Write(Utf8JsonWriter json, ItemPart part)
    {
        if (part is { Kind: PartKind.Text, Text.Length: 0 })
        {
            return;
        }

        json.WriteStartObject();
        switch (part.Kind)
        {
            case PartKind.ToolCall:
                json.WriteString("type", "tool_use");
                json.WriteString("id", part.Id);
                json.WriteString("name", part.Name);
                WriteInput(json, part.Text);
                break;
            case PartKind.ToolResult:
                WriteResult(json, part);
                break;
            case PartKind.Image:
                json.WriteString("type", "image");
                WriteSource(json, part.Text);
                break;
            case PartKind.File:
                json.WriteString("type", "document");
                WriteSource(json, part.Text);
                break;
            default:
                json.WriteString("type", "text");
                json.WriteString("text", part.Text);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ItemPart result)
    {
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", result.Id);
        if (result.IsError)
        {
            json.WriteBoolean("is_error", true);
        }

        json.WriteStartArray("content");
        foreach (var part in result.Parts)
        {
            Write(json, part);
        }

        json.WriteEndArray();
    }

    private static void WriteSource(Utf8JsonWriter json, string url)
    {
        json.WriteStartObject("source");
        if (DataUri.Parse(url) is { } data)
        {
            json.WriteString("type", "base64");
            json.WriteString("media_type", data.MediaType);
            json.WriteString("data", data.Data);
        }
        else
        {
            json.WriteString("type", "url");
            json.WriteString("url", url);
        }

        json.WriteEndObject();
    }

    /// <summary>The API takes nothing but an object: what a model wrote that is none goes into one.</summary>
    private static void WriteInput(Utf8JsonWriter json, string arguments)
    {
        json.WritePropertyName("input");
        try
        {
            using var document = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = JsonMembers.MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                json.WriteRawValue(arguments, skipInputValidation: true);
                return;
            }
        }
        catch (JsonException)
        {
            // An answer may end in the middle of its arguments.
        }

        json.WriteStartObject();
        json.WriteString("input", arguments);
        json.WriteEndObject();
    }

    private static ItemPart? ReadBlock(JsonElement block) => block.Text("type") switch
    {
        "text" => ItemPart.OfText(block.Text("text") ?? ""),
        "image" => Source(block) is { } url ? new ItemPart(PartKind.Image, url) : null,
        "document" => Source(block) is { } url ? new ItemPart(PartKind.File, url, Name: block.Text("title") ?? "document") : null,
        "tool_use" => new ItemPart(
            PartKind.ToolCall,
            block.Member("input") is { ValueKind: not JsonValueKind.Undefined } input ? input.GetRawText() : "{}",
            block.Text("id") ?? "",
            block.Text("name") ?? ""),
        "tool_result" => new ItemPart(PartKind.ToolResult, "", block.Text("tool_use_id") ?? "")
        {
            Parts = [.. Read(block.Member("content"))],
            IsError = block.Member("is_error").ValueKind == JsonValueKind.True,
        },
        _ => null,
    };

    private static string? Source(JsonElement block)
    {
        var source = block.Member("source");
        return source.Text("type") switch
        {
            "base64" => new DataUri(source.Text("media_type") ?? "application/octet-stream", source.Text("data") ?? "").ToString(),
            "text" => new DataUri("text/plain", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(source.Text("data") ?? ""))).ToString(),
            _ => source.Text("url"),
        };
    }
}
