using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>An answer of the conversation APIs: JSON that is written already.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">UTF-8 JSON.</param>
internal sealed record JsonAnswer(int Status, ReadOnlyMemory<byte> Body) : IResult
{
    /// <summary>A success.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <returns>The answer.</returns>
    public static JsonAnswer Of(ReadOnlyMemory<byte> body) => new(StatusCodes.Status200OK, body);

    /// <summary>An error in OpenAI's shape.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The answer.</returns>
    public static JsonAnswer Of(GatewayError error) => new(error.Status, OpenAiErrors.Instance.Body(error));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = Body.Length;
        await httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
