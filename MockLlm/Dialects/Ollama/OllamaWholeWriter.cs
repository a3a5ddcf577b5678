using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>Writes an answer in one JSON object, at the end.</summary>
internal sealed class OllamaWholeWriter : WholeWriter
{
    private readonly AnswerRequest _request;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's date.</param>
    public OllamaWholeWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
        : base(1)
    {
        _request = request;
        _plan = plan;
        _identity = identity;
    }

    /// <inheritdoc/>
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        var parts = Choices[0];
        OllamaJson.WriteHead(json, _request.Model, _identity);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", parts.TextOf(DeltaKind.Text) ?? parts.TextOf(DeltaKind.Refusal) ?? "");
        if (parts.TextOf(DeltaKind.Reasoning) is { } reasoning)
        {
            json.WriteString("thinking", reasoning);
        }

        if (parts.ToolCalls.Any())
        {
            json.WriteStartArray("tool_calls");
            var index = 0;
            foreach (var call in parts.ToolCalls)
            {
                OllamaJson.WriteToolCall(json, call, index++, _identity);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        OllamaJson.WriteEnd(json, _plan);
    }
}
