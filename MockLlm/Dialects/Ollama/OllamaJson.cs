using System.Globalization;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>What lines and whole answers have in common.</summary>
internal static class OllamaJson
{
    private const long LoadNanoseconds = 1_000_000;
    private const long NanosecondsPerToken = 10_000_000;

    /// <summary>Writes the members before the message.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="model">The model.</param>
    /// <param name="identity">The answer's date.</param>
    public static void WriteHead(Utf8JsonWriter json, string model, AnswerIdentity identity)
    {
        json.WriteString("model", model);
        json.WriteString(
            "created_at", identity.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a tool call.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="call">The call.</param>
    /// <param name="index">Its index.</param>
    /// <param name="identity">Makes an id when the call has none.</param>
    public static void WriteToolCall(Utf8JsonWriter json, AnswerPart call, int index, AnswerIdentity identity)
    {
        json.WriteStartObject();
        json.WriteString("id", call.CallId ?? identity.NextId("call_"));
        json.WriteStartObject("function");
        json.WriteNumber("index", index);
        json.WriteString("name", call.Name);
        json.WritePropertyName("arguments");
        WireJson.WriteJsonOrText(json, call.Text.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the members that end an answer.</summary>
    /// <param name="json">Takes the members.</param>
    /// <param name="plan">How it ends.</param>
    public static void WriteEnd(Utf8JsonWriter json, AnswerPlan plan)
    {
        json.WriteBoolean("done", true);
        json.WriteString("done_reason", plan.Ends[0].Reason == FinishReason.Length ? "length" : "stop");
        if (plan.UsageMode != UsageMode.Normal)
        {
            return;
        }

        // Durations that follow from the tokens: the same answer takes the same time.
        var prompt = plan.Usage.Input * NanosecondsPerToken;
        var output = plan.Usage.Output * NanosecondsPerToken;
        json.WriteNumber("total_duration", LoadNanoseconds + prompt + output);
        json.WriteNumber("load_duration", LoadNanoseconds);
        json.WriteNumber("prompt_eval_count", plan.Usage.Input);
        json.WriteNumber("prompt_eval_duration", prompt);
        json.WriteNumber("eval_count", plan.Usage.Output);
        json.WriteNumber("eval_duration", output);
    }
}
