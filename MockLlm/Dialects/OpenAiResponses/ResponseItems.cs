using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>Writes output items and their content parts.</summary>
internal static class ResponseItems
{
    /// <summary>Writes the members of an item.</summary>
    /// <param name="json">Takes the members; the object is open.</param>
    /// <param name="part">The part of the answer.</param>
    /// <param name="status">How far the item is; in progress it is still empty.</param>
    public static void WriteItem(Utf8JsonWriter json, AnswerPart part, ResponseStatus status)
    {
        var ended = status != ResponseStatus.InProgress;
        json.WriteString("id", part.ItemId);
        switch (part.Kind)
        {
            case DeltaKind.Reasoning:
                json.WriteString("type", "reasoning");
                WriteContent(json, "content", null);
                WriteContent(json, "summary", ended ? part : null);
                break;
            case DeltaKind.ToolCall:
                json.WriteString("type", "function_call");
                json.WriteString("status", Word(status));
                json.WriteString("arguments", ended ? part.Text.ToString() : "");
                json.WriteString("call_id", part.CallId);
                json.WriteString("name", part.Name);
                break;
            default:
                json.WriteString("type", "message");
                json.WriteString("status", Word(status));
                WriteContent(json, "content", ended ? part : null);
                json.WriteString("role", "assistant");
                break;
        }
    }

    /// <summary>Writes the members of a content part.</summary>
    /// <param name="json">Takes the members; the object is open.</param>
    /// <param name="kind">What the part holds.</param>
    /// <param name="text">Its text so far.</param>
    public static void WriteContentPart(Utf8JsonWriter json, DeltaKind kind, string text)
    {
        switch (kind)
        {
            case DeltaKind.Reasoning:
                json.WriteString("type", "summary_text");
                json.WriteString("text", text);
                break;
            case DeltaKind.Refusal:
                json.WriteString("type", "refusal");
                json.WriteString("refusal", text);
                break;
            default:
                json.WriteString("type", "output_text");
                WriteContent(json, "annotations", null);
                WriteContent(json, "logprobs", null);
                json.WriteString("text", text);
                break;
        }
    }

    private static void WriteContent(Utf8JsonWriter json, string name, AnswerPart? part)
    {
        json.WriteStartArray(name);
        if (part is not null)
        {
            json.WriteStartObject();
            WriteContentPart(json, part.Kind, part.Text.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word(ResponseStatus status) => status switch
    {
        ResponseStatus.InProgress => "in_progress",
        ResponseStatus.Completed => "completed",
        _ => "incomplete",
    };
}
