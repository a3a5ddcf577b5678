using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Errors;

/// <summary>
/// <c>{"type":"error","error":{"type","message"}}</c>, in a stream as event <c>error</c>. The type is Anthropic's word for the status; our
/// code stands beside it, which its SDKs ignore.
/// </summary>
internal sealed class AnthropicErrors : IErrorShape
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly AnthropicErrors Instance = new();

    private AnthropicErrors()
    {
    }

    /// <inheritdoc/>
    public byte[] Body(GatewayError error) => WireJson.Write(json =>
    {
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(error.Status));
        json.WriteString("message", error.Message);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public byte[] StreamEvent(GatewayError error) => WireJson.Event("error", Body(error));

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status404NotFound => "not_found_error",
        StatusCodes.Status413PayloadTooLarge => "request_too_large",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        StatusCodes.Status504GatewayTimeout => "timeout_error",
        < 500 => "invalid_request_error",
        _ => "api_error",
    };
}
