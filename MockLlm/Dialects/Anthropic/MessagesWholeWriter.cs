using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Anthropic;

/// <summary>Writes a message in one JSON object, at the end.</summary>
internal sealed class MessagesWholeWriter : WholeWriter
{
    private readonly AnswerRequest _request;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's ids.</param>
    public MessagesWholeWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
        : base(1)
    {
        _request = request;
        _plan = plan;
        _identity = identity;
    }

    /// <inheritdoc/>
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        MessagesJson.WriteHead(json, _request.Model, _identity.NextId(MessagesJson.IdPrefix));
        json.WriteStartArray("content");
        foreach (var part in Choices[0].All)
        {
            json.WriteStartObject();
            WriteBlock(json, part);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        MessagesJson.WriteEnd(json, _plan.Ends[0]);
        MessagesJson.WriteUsage(json, _plan, _plan.Usage.Output, isWhole: true);
    }

    private void WriteBlock(Utf8JsonWriter json, AnswerPart part)
    {
        switch (part.Kind)
        {
            case DeltaKind.ToolCall:
                MessagesJson.WriteToolUse(
                    json, part.CallId ?? _identity.NextId(MessagesJson.CallIdPrefix), part.Name, part.Text.ToString());
                break;
            case DeltaKind.Reasoning:
                json.WriteString("type", "thinking");
                json.WriteString("thinking", part.Text.ToString());
                json.WriteString("signature", _identity.NextLetters(MessagesJson.SignatureLength));
                break;
            default:
                json.WriteString("type", "text");
                json.WriteString("text", part.Text.ToString());
                break;
        }
    }
}
