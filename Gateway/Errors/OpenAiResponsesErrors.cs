using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Errors;

/// <summary>OpenAI's shape; in a stream the Responses API's own <c>error</c> event.</summary>
internal sealed class OpenAiResponsesErrors : IErrorShape
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly OpenAiResponsesErrors Instance = new();

    private OpenAiResponsesErrors()
    {
    }

    /// <inheritdoc/>
    public byte[] Body(GatewayError error) => OpenAiErrors.Instance.Body(error);

    /// <inheritdoc/>
    public byte[] StreamEvent(GatewayError error) => WireJson.Event("error", WireJson.Write(json =>
    {
        json.WriteString("type", "error");
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteString("param", error.Param);
    }));
}
