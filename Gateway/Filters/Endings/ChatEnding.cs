using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Filters.Endings;

/// <summary>
/// OpenAI chat completions, and the old completions: each open choice ends with <c>finish_reason: content_filter</c>, then <c>[DONE]</c>.
/// </summary>
internal sealed class ChatEnding : BlockEnding
{
    private const int MaxChoices = 128;

    private readonly string _kind;
    private readonly SortedDictionary<int, bool> _choices = [];
    private string? _id;
    private string? _model;
    private long? _created;

    /// <summary>The ending of one answer.</summary>
    /// <param name="kind">chat.completion or text_completion.</param>
    public ChatEnding(string kind) => _kind = kind;

    private bool IsChat => _kind == "chat.completion";

    /// <inheritdoc/>
    public override void See(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            IsTerminal = true;
        }
        else if (_id is null || MayMatter(data))
        {
            Read(data);
        }
    }

    /// <inheritdoc/>
    public override byte[] Stream(BlockFacts facts)
    {
        if (_choices.Count == 0)
        {
            _choices[0] = false;
        }

        var bytes = new List<byte>();
        foreach (var choice in _choices.Where(choice => !choice.Value))
        {
            bytes.AddRange("data: "u8);
            bytes.AddRange(Chunk(facts, choice.Key));
            bytes.AddRange("\n\n"u8);
        }

        bytes.AddRange(IsTerminal ? ""u8 : "data: [DONE]\n\n"u8);
        return [.. bytes];
    }

    /// <inheritdoc/>
    public override byte[] Document(BlockFacts facts) => WireJson.Write(json =>
    {
        WriteHead(json, facts, _kind);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        if (IsChat)
        {
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
            json.WriteNull("refusal");
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("text", "");
        }

        json.WriteNull("logprobs");
        json.WriteString("finish_reason", "content_filter");
        json.WriteEndObject();
        json.WriteEndArray();
        if (facts.Usage is { IsKnown: true } usage)
        {
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", usage.Input ?? 0);
            json.WriteNumber("completion_tokens", usage.Output ?? 0);
            json.WriteNumber("total_tokens", usage.Total ?? 0);
            json.WriteEndObject();
        }
    });

    private byte[] Chunk(BlockFacts facts, int choice) => WireJson.Write(json =>
    {
        WriteHead(json, facts, IsChat ? "chat.completion.chunk" : _kind);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", choice);
        if (IsChat)
        {
            json.WriteStartObject("delta");
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("text", "");
        }

        json.WriteNull("logprobs");
        json.WriteString("finish_reason", "content_filter");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private void WriteHead(Utf8JsonWriter json, BlockFacts facts, string kind)
    {
        json.WriteString("id", _id ?? facts.Id);
        json.WriteString("object", kind);
        json.WriteNumber("created", _created ?? facts.Created);
        json.WriteString("model", _model ?? facts.Model);
    }

    /// <summary>
    /// Whether an event can end a choice or begin another: its finish reason is not null, or it has an index other than 0.
    /// </summary>
    private static bool MayMatter(ReadOnlySpan<byte> data) =>
        ValueOf(data, "\"finish_reason\""u8) is not (0 or (byte)'n') || ValueOf(data, "\"index\""u8) is not (0 or (byte)'0');

    /// <summary>The first byte of the first value under a name; 0 when the name does not occur.</summary>
    private static byte ValueOf(ReadOnlySpan<byte> data, ReadOnlySpan<byte> name)
    {
        var at = data.IndexOf(name);
        var value = at < 0 ? default : data[(at + name.Length)..].TrimStart(" \t:"u8);
        return value.IsEmpty ? (byte)0 : value[0];
    }

    private void Read(ReadOnlySpan<byte> data)
    {
        using var document = Parse(data);
        if (document is null)
        {
            return;
        }

        var root = document.RootElement;
        _id ??= Text(root, "id");
        _model ??= Text(root, "model");
        _created ??= Number(root, "created");
        if (!root.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var choice in choices.EnumerateArray().Where(choice => choice.ValueKind == JsonValueKind.Object))
        {
            var index = (int)Math.Clamp(Number(choice, "index") ?? 0, 0, MaxChoices);
            _choices[index] = Text(choice, "finish_reason") is not null || _choices.GetValueOrDefault(index);
        }
    }
}
