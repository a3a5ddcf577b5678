namespace LlmAspire.Gateway.Errors;

/// <summary>Answers a request with an error of the gateway's own.</summary>
internal static class ErrorResponses
{
    /// <summary>Writes the error as the whole answer; the response must not have started.</summary>
    /// <param name="response">The response.</param>
    /// <param name="shape">The caller's shape.</param>
    /// <param name="error">The error.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>When it is written.</returns>
    public static async Task WriteAsync(HttpResponse response, IErrorShape shape, GatewayError error, CancellationToken cancellationToken)
    {
        var body = shape.Body(error);
        response.StatusCode = error.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }
}
