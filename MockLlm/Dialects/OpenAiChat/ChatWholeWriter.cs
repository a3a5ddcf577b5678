using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>Writes a chat completion in one JSON object, at the end.</summary>
internal sealed class ChatWholeWriter : WholeWriter
{
    private readonly ChatJson.Head _head;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's ids and date.</param>
    public ChatWholeWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
        : base(request.Choices)
    {
        _head = new ChatJson.Head(
            identity.NextId(ChatJson.IdPrefix), "chat.completion", identity.Created.ToUnixTimeSeconds(), request.Model);
        _plan = plan;
        _identity = identity;
    }

    /// <inheritdoc/>
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        ChatJson.WriteHead(json, _head);
        json.WriteStartArray("choices");
        for (var choice = 0; choice < Choices.Count; choice++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", choice);
            json.WriteStartObject("message");
            WriteMessage(json, Choices[choice]);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", ChatJson.Word(_plan.Ends[choice].Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (_plan.UsageMode == UsageMode.Normal)
        {
            ChatJson.WriteUsage(json, _plan.Usage);
        }
        else if (_plan.UsageMode == UsageMode.Null)
        {
            json.WriteNull("usage");
        }
    }

    private void WriteMessage(Utf8JsonWriter json, AnswerParts parts)
    {
        var isEmpty = parts.All.Count == 0;
        json.WriteString("role", "assistant");
        json.WriteString("content", parts.TextOf(DeltaKind.Text) ?? (isEmpty ? "" : null));
        if (parts.TextOf(DeltaKind.Reasoning) is { } reasoning)
        {
            json.WriteString("reasoning_content", reasoning);
        }

        if (parts.ToolCalls.Any())
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in parts.ToolCalls)
            {
                json.WriteStartObject();
                ChatJson.WriteToolCall(json, call.CallId ?? _identity.NextId(ChatJson.CallIdPrefix), call.Name, call.Text.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("refusal", parts.TextOf(DeltaKind.Refusal));
        json.WriteStartArray("annotations");
        json.WriteEndArray();
    }
}
