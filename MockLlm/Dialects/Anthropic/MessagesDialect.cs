using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Anthropic;

/// <summary>Anthropic Messages.</summary>
internal sealed class MessagesDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "anthropic.messages";

    /// <inheritdoc/>
    public FailureWording Wording => AnthropicWording.Instance;

    /// <inheritdoc/>
    public RequestReading Read(IncomingCall call) => MessagesRequestReader.Read(call);

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity) =>
        request.Streamed ? new MessagesStreamWriter(request, plan, identity) : new MessagesWholeWriter(request, plan, identity);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        json.WriteStartObject();
        WriteErrorMembers(json, failure);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of an error, which is the same in a body and in an event.</summary>
    /// <param name="json">Takes the members; the object is open.</param>
    /// <param name="failure">What is wrong.</param>
    public static void WriteErrorMembers(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", failure.Type ?? TypeOf(failure.Status));
        json.WriteString("message", failure.Message);
        json.WriteEndObject();
    }

    private static string TypeOf(int status) => status switch
    {
        401 => "authentication_error",
        403 => "permission_error",
        404 => "not_found_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        503 or 529 => "overloaded_error",
        >= 500 => "api_error",
        _ => "invalid_request_error",
    };
}
