using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Filters.Endings;

/// <summary>
/// OpenAI Responses: <c>response.incomplete</c> for the reason <c>content_filter</c>, with the output items that were delivered whole.
/// </summary>
internal sealed class ResponsesEnding : BlockEnding
{
    /// <summary>Items beyond this are told only by their own events, which the client has.</summary>
    private const int MaxItemBytes = 1024 * 1024;

    private static readonly string[] Replaced = ["status", "incomplete_details", "output", "usage", "error"];

    private readonly List<byte[]> _items = [];
    private int _itemBytes;
    private byte[]? _response;
    private long _sequence = -1;

    /// <inheritdoc/>
    public override void See(ReadOnlySpan<byte> data)
    {
        _sequence = Math.Max(_sequence + 1, SequenceOf(data));
        if (data.IndexOf("\"response.output_item.done\""u8) < 0 && data.IndexOf("\"response\""u8) < 0)
        {
            return;
        }

        using var document = Parse(data);
        if (document is null)
        {
            return;
        }

        var root = document.RootElement;
        switch (Text(root, "type"))
        {
            case "response.completed" or "response.incomplete" or "response.failed":
                IsTerminal = true;
                break;
            case "response.output_item.done" when root.TryGetProperty("item", out var item):
                Keep(item);
                break;
            case "response.created" when root.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object:
                _response = System.Text.Encoding.UTF8.GetBytes(response.GetRawText());
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override byte[] Stream(BlockFacts facts)
    {
        if (IsTerminal)
        {
            return [];
        }

        var created = _response is null ? Event("response.created", json => WriteResponse(json, facts, "in_progress")) : [];
        return [.. created, .. Event("response.incomplete", json => WriteResponse(json, facts, "incomplete"))];
    }

    /// <inheritdoc/>
    public override byte[] Document(BlockFacts facts) => WireJson.Write(json => WriteResponse(json, facts, "incomplete"));

    /// <summary>The number under <c>sequence_number</c>; it stands at the end of an event, or near its front.</summary>
    private static long SequenceOf(ReadOnlySpan<byte> data)
    {
        var name = "\"sequence_number\""u8;
        var at = data.LastIndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(data[(at + name.Length)..].TrimStart(" \t:"u8), out long number, out _)
            ? number
            : -1;
    }

    private void Keep(JsonElement item)
    {
        var raw = System.Text.Encoding.UTF8.GetBytes(item.GetRawText());
        _itemBytes += raw.Length;
        if (_itemBytes <= MaxItemBytes)
        {
            _items.Add(raw);
        }
    }

    private byte[] Event(string type, Action<Utf8JsonWriter> writeResponse)
    {
        var data = WireJson.Write(json =>
        {
            json.WriteString("type", type);
            json.WriteNumber("sequence_number", ++_sequence);
            json.WriteStartObject("response");
            writeResponse(json);
            json.WriteEndObject();
        });
        return [.. System.Text.Encoding.UTF8.GetBytes($"event: {type}\ndata: "), .. data, .. "\n\n"u8];
    }

    private void WriteResponse(Utf8JsonWriter json, BlockFacts facts, string status)
    {
        WriteOriginal(json, facts);
        json.WriteString("status", status);
        json.WriteNull("error");
        if (status == "incomplete")
        {
            json.WriteStartObject("incomplete_details");
            json.WriteString("reason", "content_filter");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details");
        }

        json.WriteStartArray("output");
        foreach (var item in _items)
        {
            json.WriteRawValue(item, skipInputValidation: true);
        }

        json.WriteEndArray();
        WriteUsage(json, facts);
    }

    /// <summary>The response as the client was told that it began, or what must at least be told.</summary>
    private void WriteOriginal(Utf8JsonWriter json, BlockFacts facts)
    {
        if (_response is not null)
        {
            using var response = JsonDocument.Parse(_response);
            foreach (var member in response.RootElement.EnumerateObject().Where(member => !Replaced.Contains(member.Name)))
            {
                member.WriteTo(json);
            }

            return;
        }

        json.WriteString("id", facts.Id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", facts.Created);
        json.WriteString("model", facts.Model);
        json.WriteBoolean("parallel_tool_calls", true);
        json.WriteString("tool_choice", "auto");
        json.WriteStartArray("tools");
        json.WriteEndArray();
        json.WriteStartObject("metadata");
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, BlockFacts facts)
    {
        if (facts.Usage is not { IsKnown: true } usage)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input ?? 0);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedInput ?? 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.Output ?? 0);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning ?? 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", usage.Total ?? 0);
        json.WriteEndObject();
    }
}
