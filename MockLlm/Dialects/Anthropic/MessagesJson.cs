using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Anthropic;

/// <summary>What streams and whole messages have in common.</summary>
internal static class MessagesJson
{
    /// <summary>What the id of a message begins with.</summary>
    public const string IdPrefix = "msg_";

    /// <summary>What the id of a tool call begins with.</summary>
    public const string CallIdPrefix = "toolu_";

    /// <summary>The length of the signature that vouches for a stretch of thinking.</summary>
    public const int SignatureLength = 64;

    /// <summary>Writes the members before the content.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="model">The model.</param>
    /// <param name="id">The message's id.</param>
    public static void WriteHead(Utf8JsonWriter json, string model, string id)
    {
        json.WriteString("model", model);
        json.WriteString("id", id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
    }

    /// <summary>Writes the members that say how the message ended.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="end">How it ended; null while it has not.</param>
    public static void WriteEnd(Utf8JsonWriter json, ChoiceEnd? end)
    {
        json.WriteString("stop_reason", end is { } ended ? Word(ended.Reason) : null);
        json.WriteString("stop_sequence", end?.StopSequence);
        json.WriteNull("stop_details");
    }

    /// <summary>Writes the usage object under its name, unless the plan says none.</summary>
    /// <param name="json">Takes the member.</param>
    /// <param name="plan">The numbers.</param>
    /// <param name="output">The output tokens to say.</param>
    /// <param name="isWhole">With the members that only a message has, not the delta at a stream's end.</param>
    public static void WriteUsage(Utf8JsonWriter json, AnswerPlan plan, int output, bool isWhole)
    {
        if (plan.UsageMode == UsageMode.None)
        {
            return;
        }

        if (plan.UsageMode == UsageMode.Null)
        {
            json.WriteNull("usage");
            return;
        }

        json.WriteStartObject("usage");
        WriteCounts(json, plan.Usage, output, isWhole);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of a tool call's block.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="id">The call's id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="input">The arguments; written as an object, or as a text when they are no JSON.</param>
    public static void WriteToolUse(Utf8JsonWriter json, string id, string name, string input)
    {
        json.WriteString("type", "tool_use");
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WritePropertyName("input");
        WireJson.WriteJsonOrText(json, input);
        json.WriteStartObject("caller");
        json.WriteString("type", "direct");
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, TokenUsage usage, int output, bool isWhole)
    {
        json.WriteNumber("input_tokens", usage.UncachedInput);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheCreation);
        json.WriteNumber("cache_read_input_tokens", usage.CachedInput);
        if (isWhole)
        {
            json.WriteStartObject("cache_creation");
            json.WriteNumber("ephemeral_5m_input_tokens", usage.CacheCreation);
            json.WriteNumber("ephemeral_1h_input_tokens", 0);
            json.WriteEndObject();
        }

        json.WriteNumber("output_tokens", output);
        if (usage.Reasoning > 0 && output == usage.Output)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", usage.Reasoning);
            json.WriteEndObject();
        }

        if (isWhole)
        {
            json.WriteString("service_tier", "standard");
            json.WriteString("inference_geo", "not_available");
        }
    }

    private static string Word(FinishReason reason) => reason switch
    {
        FinishReason.StopSequence => "stop_sequence",
        FinishReason.Length => "max_tokens",
        FinishReason.ToolCalls => "tool_use",
        FinishReason.Refusal or FinishReason.ContentFilter => "refusal",
        _ => "end_turn",
    };
}
