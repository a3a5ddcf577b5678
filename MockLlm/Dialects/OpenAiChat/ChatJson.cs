using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>What chunks and whole answers of chat completions have in common.</summary>
internal static class ChatJson
{
    /// <summary>What the id of an answer begins with.</summary>
    public const string IdPrefix = "chatcmpl-";

    /// <summary>What the id of a tool call begins with.</summary>
    public const string CallIdPrefix = "call_";

    private const string Fingerprint = "fp_mock";

    /// <summary>Writes the members before the choices.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="head">Their values.</param>
    public static void WriteHead(Utf8JsonWriter json, in Head head)
    {
        json.WriteString("id", head.Id);
        json.WriteString("object", head.Kind);
        json.WriteNumber("created", head.Created);
        json.WriteString("model", head.Model);
        json.WriteString("service_tier", "default");
        json.WriteString("system_fingerprint", Fingerprint);
    }

    /// <summary>Writes the usage object under its name.</summary>
    /// <param name="json">Takes the member.</param>
    /// <param name="usage">The numbers.</param>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.Input);
        json.WriteNumber("completion_tokens", usage.Output);
        json.WriteNumber("total_tokens", usage.Total);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.CachedInput);
        json.WriteNumber("audio_tokens", 0);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteNumber("audio_tokens", 0);
        json.WriteNumber("accepted_prediction_tokens", 0);
        json.WriteNumber("rejected_prediction_tokens", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a tool call.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">The arguments so far.</param>
    public static void WriteToolCall(Utf8JsonWriter json, string id, string name, string arguments)
    {
        json.WriteString("id", id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", name);
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
    }

    /// <summary>The dialect's word for why the model stopped.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The word.</returns>
    public static string Word(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };

    /// <summary>What every object of one answer repeats.</summary>
    /// <param name="Id">The answer's id.</param>
    /// <param name="Kind">The object's type.</param>
    /// <param name="Created">Unix seconds.</param>
    /// <param name="Model">The model.</param>
    internal readonly record struct Head(string Id, string Kind, long Created, string Model);
}
