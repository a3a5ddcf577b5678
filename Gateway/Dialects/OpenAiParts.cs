using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Content of OpenAI's two dialects: a text, or parts whose names differ between chat completions and Responses.</summary>
internal static class OpenAiParts
{
    /// <summary>Reads content of either.</summary>
    /// <param name="content">A text, an array of parts, or anything else, which is nothing.</param>
    /// <returns>The parts that other dialects know.</returns>
    public static IEnumerable<ItemPart> Read(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [ItemPart.OfText(content.Decode())]
        : content.Elements().Select(ReadPart).OfType<ItemPart>();

    /// <summary>Writes the member <c>content</c> of a chat completions message.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="parts">Texts, images and files.</param>
    public static void WriteChat(Utf8JsonWriter json, IEnumerable<ItemPart> parts)
    {
        json.WriteStartArray("content");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            switch (part.Kind)
            {
                case PartKind.Image:
                    json.WriteString("type", "image_url");
                    json.WriteStartObject("image_url");
                    json.WriteString("url", part.Text);
                    json.WriteEndObject();
                    break;
                case PartKind.File:
                    json.WriteString("type", "file");
                    json.WriteStartObject("file");
                    json.WriteString("filename", part.Name);
                    json.WriteString("file_data", part.Text);
                    json.WriteEndObject();
                    break;
                default:
                    json.WriteString("type", "text");
                    json.WriteString("text", part.Text);
                    break;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of a Responses message's parts.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="textType">What a text is called: <c>input_text</c> or <c>output_text</c>.</param>
    /// <param name="parts">Texts, images and files.</param>
    public static void WriteResponses(Utf8JsonWriter json, string textType, IEnumerable<ItemPart> parts)
    {
        json.WriteStartArray();
        foreach (var part in parts)
        {
            json.WriteStartObject();
            switch (part.Kind)
            {
                case PartKind.Image:
                    json.WriteString("type", "input_image");
                    json.WriteString("detail", "auto");
                    json.WriteString("image_url", part.Text);
                    break;
                case PartKind.File:
                    json.WriteString("type", "input_file");
                    json.WriteString("filename", part.Name);
                    json.WriteString(DataUri.Parse(part.Text) is null ? "file_url" : "file_data", part.Text);
                    break;
                default:
                    json.WriteString("type", textType);
                    json.WriteString("text", part.Text);
                    if (textType == "output_text")
                    {
                        json.WriteStartArray("annotations");
                        json.WriteEndArray();
                    }

                    break;
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ItemPart? ReadPart(JsonElement part)
    {
        switch (part.Text("type"))
        {
            case "text" or "input_text" or "output_text":
                return ItemPart.OfText(part.Text("text") ?? "");
            case "refusal":
                return ItemPart.OfText(part.Text("refusal") ?? "");
            case "image_url" or "input_image":
                var url = part.Text("image_url") ?? part.Member("image_url").Text("url");
                return url is null ? null : new ItemPart(PartKind.Image, url);
            case "file" or "input_file":
                var file = part.Member("file") is { ValueKind: JsonValueKind.Object } nested ? nested : part;
                return (file.Text("file_data") ?? file.Text("file_url")) is { } data
                    ? new ItemPart(PartKind.File, data, Name: file.Text("filename") ?? "file")
                    : null;
            default:
                return null;
        }
    }
}
