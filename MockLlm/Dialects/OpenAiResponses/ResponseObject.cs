using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>The response object: what is sent whole, or at the beginning and the end of a stream.</summary>
internal sealed class ResponseObject
{
    /// <summary>A response takes this long, in seconds: two requests alike are to get the same bytes.</summary>
    private const int SecondsToComplete = 1;

    private readonly ResponsesRequest _request;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;
    private readonly string _id;

    /// <summary>Describes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's ids and date.</param>
    public ResponseObject(ResponsesRequest request, AnswerPlan plan, AnswerIdentity identity)
    {
        _request = request;
        _plan = plan;
        _identity = identity;
        _id = identity.NextId("resp_");
    }

    /// <summary>The parts of the answer.</summary>
    public AnswerParts Parts { get; } = new();

    /// <summary>The status that the answer ends with.</summary>
    public ResponseStatus EndStatus =>
        _plan.Ends[0].Reason is FinishReason.Length or FinishReason.ContentFilter ? ResponseStatus.Incomplete : ResponseStatus.Completed;

    /// <summary>Gives a part the ids that it is known by.</summary>
    /// <param name="part">A part that has none yet.</param>
    public void Name(AnswerPart part)
    {
        part.ItemId = _identity.NextId(part.Kind switch
        {
            DeltaKind.ToolCall => "fc_",
            DeltaKind.Reasoning => "rs_",
            _ => "msg_",
        });
        if (part.Kind == DeltaKind.ToolCall)
        {
            part.CallId ??= _identity.NextId("call_");
        }
    }

    /// <summary>Writes the members of the response object.</summary>
    /// <param name="json">Takes the members; the object is open.</param>
    /// <param name="status">How far the response is.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    public void WriteMembers(Utf8JsonWriter json, ResponseStatus status, Failure? error = null)
    {
        var ended = status != ResponseStatus.InProgress;
        json.WriteString("id", _id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", _identity.Created.ToUnixTimeSeconds());
        json.WriteString("status", Word(status));
        json.WriteBoolean("background", false);
        WriteCompletedAt(json, status);
        WriteError(json, error);
        json.WriteNumber("frequency_penalty", 0.0);
        WriteIncompleteDetails(json, status);
        Repeat(json, "instructions", "null");
        Repeat(json, "max_output_tokens", "null");
        json.WriteNull("max_tool_calls");
        json.WriteString("model", _request.Model);
        json.WriteStartArray("output");
        foreach (var part in ended ? Parts.All : [])
        {
            json.WriteStartObject();
            ResponseItems.WriteItem(json, part, status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteSettings(json);
        WriteUsage(json, status);
        Repeat(json, "user", "null");
        Repeat(json, "metadata", "{}");
    }

    private static string Word(ResponseStatus status) => status switch
    {
        ResponseStatus.InProgress => "in_progress",
        ResponseStatus.Incomplete => "incomplete",
        ResponseStatus.Failed => "failed",
        _ => "completed",
    };

    private void WriteCompletedAt(Utf8JsonWriter json, ResponseStatus status)
    {
        if (status == ResponseStatus.Completed)
        {
            json.WriteNumber("completed_at", _identity.Created.ToUnixTimeSeconds() + SecondsToComplete);
        }
        else
        {
            json.WriteNull("completed_at");
        }
    }

    private static void WriteError(Utf8JsonWriter json, Failure? error)
    {
        if (error is null)
        {
            json.WriteNull("error");
            return;
        }

        json.WriteStartObject("error");
        json.WriteString("code", error.Code ?? "server_error");
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private void WriteIncompleteDetails(Utf8JsonWriter json, ResponseStatus status)
    {
        if (status != ResponseStatus.Incomplete)
        {
            json.WriteNull("incomplete_details");
            return;
        }

        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", _plan.Ends[0].Reason == FinishReason.Length ? "max_output_tokens" : "content_filter");
        json.WriteEndObject();
    }

    private void WriteSettings(Utf8JsonWriter json)
    {
        Repeat(json, "parallel_tool_calls", "true");
        json.WriteNumber("presence_penalty", 0.0);
        json.WriteNull("previous_response_id");
        Repeat(json, "prompt_cache_key", "null");
        Repeat(json, "prompt_cache_retention", "null");
        Repeat(json, "reasoning", """{"effort":null,"summary":null}""");
        Repeat(json, "safety_identifier", "null");
        json.WriteString("service_tier", "default");
        Repeat(json, "store", "true");
        Repeat(json, "temperature", "1.0");
        Repeat(json, "text", """{"format":{"type":"text"},"verbosity":"medium"}""");
        Repeat(json, "tool_choice", "\"auto\"");
        Repeat(json, "tools", "[]");
        json.WriteNumber("top_logprobs", 0);
        Repeat(json, "top_p", "1.0");
        Repeat(json, "truncation", "\"disabled\"");
    }

    private void WriteUsage(Utf8JsonWriter json, ResponseStatus status)
    {
        if (status is ResponseStatus.InProgress or ResponseStatus.Failed || _plan.UsageMode == UsageMode.Null)
        {
            json.WriteNull("usage");
        }
        else if (_plan.UsageMode == UsageMode.Normal)
        {
            json.WriteStartObject("usage");
            json.WriteNumber("input_tokens", _plan.Usage.Input);
            json.WriteStartObject("input_tokens_details");
            json.WriteNumber("cached_tokens", _plan.Usage.CachedInput);
            json.WriteEndObject();
            json.WriteNumber("output_tokens", _plan.Usage.Output);
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("reasoning_tokens", _plan.Usage.Reasoning);
            json.WriteEndObject();
            json.WriteNumber("total_tokens", _plan.Usage.Total);
            json.WriteEndObject();
        }
    }

    /// <summary>Repeats a setting of the request, or says what OpenAI takes in its place.</summary>
    private void Repeat(Utf8JsonWriter json, string name, string otherwise)
    {
        json.WritePropertyName(name);
        if (_request.Body.Member(name) is { } given)
        {
            given.WriteTo(json);
        }
        else
        {
            json.WriteRawValue(otherwise, skipInputValidation: true);
        }
    }
}
