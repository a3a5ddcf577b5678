using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Filters.Endings;

/// <summary>Anthropic Messages: the open blocks end, then <c>stop_reason: refusal</c>, then <c>message_stop</c>.</summary>
internal sealed class MessagesEnding : BlockEnding
{
    /// <summary>Where the type stands in an event, if it is not written in some order of its own.</summary>
    private const int TypeWithin = 48;

    private readonly SortedSet<long> _open = [];
    private bool _started;
    private bool _stopped;

    /// <inheritdoc/>
    public override void See(ReadOnlySpan<byte> data)
    {
        if (data[..Math.Min(data.Length, TypeWithin)].IndexOf("\"content_block_delta\""u8) >= 0)
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
            case "message_start":
                _started = true;
                break;
            case "content_block_start":
                _open.Add(Number(root, "index") ?? 0);
                break;
            case "content_block_stop":
                _open.Remove(Number(root, "index") ?? 0);
                break;
            case "message_delta":
                _stopped |= root.TryGetProperty("delta", out var delta) && Text(delta, "stop_reason") is not null;
                break;
            case "message_stop":
                IsTerminal = true;
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override byte[] Stream(BlockFacts facts)
    {
        var bytes = new List<byte>();
        if (!_started)
        {
            Add(bytes, "message_start", json =>
            {
                json.WriteStartObject("message");
                WriteMessage(json, facts, stopReason: null);
                json.WriteEndObject();
            });
        }

        foreach (var index in _open)
        {
            Add(bytes, "content_block_stop", json => json.WriteNumber("index", index));
        }

        if (!_stopped)
        {
            Add(bytes, "message_delta", json =>
            {
                json.WriteStartObject("delta");
                json.WriteString("stop_reason", "refusal");
                json.WriteNull("stop_sequence");
                json.WriteEndObject();
                json.WriteStartObject("usage");
                json.WriteNumber("output_tokens", facts.Usage?.Output ?? 0);
                json.WriteEndObject();
            });
        }

        if (!IsTerminal)
        {
            Add(bytes, "message_stop", _ => { });
        }

        return [.. bytes];
    }

    /// <inheritdoc/>
    public override byte[] Document(BlockFacts facts) => WireJson.Write(json => WriteMessage(json, facts, "refusal"));

    private static void Add(List<byte> bytes, string type, Action<Utf8JsonWriter> write)
    {
        bytes.AddRange(System.Text.Encoding.UTF8.GetBytes($"event: {type}\ndata: "));
        bytes.AddRange(WireJson.Write(json =>
        {
            json.WriteString("type", type);
            write(json);
        }));
        bytes.AddRange("\n\n"u8);
    }

    private static void WriteMessage(Utf8JsonWriter json, BlockFacts facts, string? stopReason)
    {
        json.WriteString("id", facts.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", facts.Model);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteString("stop_reason", stopReason);
        json.WriteNull("stop_sequence");
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", facts.Usage?.Input ?? 0);
        json.WriteNumber("output_tokens", facts.Usage?.Output ?? 0);
        json.WriteEndObject();
    }
}
