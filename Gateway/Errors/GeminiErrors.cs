using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Errors;

/// <summary><c>{"error":{"code","message","status"}}</c>, the code being the HTTP status and the status Google's word for it.</summary>
internal sealed class GeminiErrors : IErrorShape
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly GeminiErrors Instance = new();

    private GeminiErrors()
    {
    }

    /// <inheritdoc/>
    public byte[] Body(GatewayError error) => WireJson.Write(json =>
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", error.Status);
        json.WriteString("message", error.Message);
        json.WriteString("status", StatusOf(error.Status));
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public byte[] StreamEvent(GatewayError error) => WireJson.Event(null, Body(error));

    private static string StatusOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "INVALID_ARGUMENT",
        StatusCodes.Status401Unauthorized => "UNAUTHENTICATED",
        StatusCodes.Status403Forbidden => "PERMISSION_DENIED",
        StatusCodes.Status404NotFound => "NOT_FOUND",
        StatusCodes.Status429TooManyRequests => "RESOURCE_EXHAUSTED",
        StatusCodes.Status504GatewayTimeout => "DEADLINE_EXCEEDED",
        >= 500 and not StatusCodes.Status500InternalServerError => "UNAVAILABLE",
        StatusCodes.Status500InternalServerError => "INTERNAL",
        _ => "FAILED_PRECONDITION",
    };
}
