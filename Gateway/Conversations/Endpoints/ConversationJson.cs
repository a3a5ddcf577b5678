using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Writes conversations and lists in OpenAI's shape; what people want to know of a conversation stands beside it.</summary>
internal static class ConversationJson
{
    /// <summary>A conversation.</summary>
    /// <param name="info">What is known of it.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Of(ConversationInfo info) => WireJson.Write(json => WriteMembers(json, info));

    /// <summary>A page of conversations.</summary>
    /// <param name="page">Them.</param>
    /// <param name="hasMore">Whether there are more behind them.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] List(IReadOnlyList<ConversationInfo> page, bool hasMore) => WriteList(
        page.Count == 0 ? null : page[0].Id,
        page.Count == 0 ? null : page[^1].Id,
        hasMore,
        json =>
        {
            foreach (var info in page)
            {
                json.WriteStartObject();
                WriteMembers(json, info);
                json.WriteEndObject();
            }
        });

    /// <summary>A page of items.</summary>
    /// <param name="page">Them.</param>
    /// <param name="hasMore">Whether there are more behind them.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] List(IReadOnlyList<ApiItem> page, bool hasMore) => WriteList(
        page.Count == 0 ? null : page[0].Id,
        page.Count == 0 ? null : page[^1].Id,
        hasMore,
        json =>
        {
            foreach (var item in page)
            {
                json.WriteRawValue(item.Json.Span, skipInputValidation: true);
            }
        });

    /// <summary>That something is gone.</summary>
    /// <param name="id">What.</param>
    /// <param name="kind">What it was, or what it is called once it is gone.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Deleted(string id, string kind) => WireJson.Write(json =>
    {
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteBoolean("deleted", true);
    });

    private static byte[] WriteList(string? first, string? last, bool hasMore, Action<Utf8JsonWriter> writeData) => WireJson.Write(json =>
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        writeData(json);
        json.WriteEndArray();
        json.WriteString("first_id", first);
        json.WriteString("last_id", last);
        json.WriteBoolean("has_more", hasMore);
    });

    private static void WriteMembers(Utf8JsonWriter json, ConversationInfo info)
    {
        json.WriteString("id", info.Id);
        json.WriteString("object", "conversation");
        json.WriteNumber("created_at", info.CreatedAt.ToUnixTimeSeconds());
        WriteObject(json, "metadata", info.Metadata);
        json.WriteString("title", info.Title);
        json.WriteNumber("last_active_at", info.UpdatedAt.ToUnixTimeSeconds());
        json.WriteNumber("turn_count", info.Turns);
        json.WriteNumber("item_count", info.Items);
        json.WriteNumber("bytes", info.Bytes);
        json.WriteString("last_trace_id", info.TraceId.Length == 0 ? null : info.TraceId);
        if (!info.Report.IsEmpty)
        {
            WriteObject(json, "signals", info.Report);
        }
    }

    /// <summary>What somebody else may have put into the store is written only when it is an object.</summary>
    private static void WriteObject(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        try
        {
            using var document = JsonDocument.Parse(value.IsEmpty ? "{}"u8.ToArray() : value);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                document.RootElement.WriteTo(json);
                return;
            }
        }
        catch (JsonException)
        {
            // Written as empty below.
        }

        json.WriteStartObject();
        json.WriteEndObject();
    }
}
