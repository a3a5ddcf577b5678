using System.Buffers;
using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects.OpenAi;

/// <summary>OpenAI's error body: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal static class OpenAiError
{
    /// <summary>Writes the body.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(Failure failure, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        json.WriteStartObject();
        json.WriteStartObject("error");
        WriteMembers(json, failure);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the four members of the error object.</summary>
    /// <param name="json">Takes them; the object is open.</param>
    /// <param name="failure">What is wrong.</param>
    public static void WriteMembers(Utf8JsonWriter json, Failure failure)
    {
        json.WriteString("message", failure.Message);
        json.WriteString("type", failure.Type ?? Type(failure.Status));
        json.WriteString("param", failure.Member);
        json.WriteString("code", CodeOf(failure));
    }

    /// <summary>OpenAI's code for a failure.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <returns>The code; null where OpenAI gives none.</returns>
    public static string? CodeOf(Failure failure) => failure.Code ?? Code(failure.Kind);

    private static string Type(int status) => status switch
    {
        429 => "requests",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string? Code(FailureKind kind) => kind switch
    {
        FailureKind.MissingMember => "missing_required_parameter",
        FailureKind.InvalidType => "invalid_type",
        FailureKind.InvalidValue => "invalid_value",
        FailureKind.EmptyArray => "empty_array",
        FailureKind.BelowLeast => "integer_below_min_value",
        FailureKind.AboveMost => "integer_above_max_value",
        FailureKind.UnknownModel => "model_not_found",
        FailureKind.UnknownResponse => "previous_response_not_found",
        FailureKind.UnknownPath => "unknown_url",
        FailureKind.WrongMethod => "method_not_supported",
        FailureKind.RateLimited => "rate_limit_exceeded",
        FailureKind.InvalidScript => "invalid_script",
        FailureKind.Unavailable => "service_unavailable",
        _ => null,
    };
}
