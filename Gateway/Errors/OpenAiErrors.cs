using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Errors;

/// <summary><c>{"error":{"message","type","param","code"}}</c>, in a stream as data without an event name.</summary>
internal sealed class OpenAiErrors : IErrorShape
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly OpenAiErrors Instance = new();

    private OpenAiErrors()
    {
    }

    /// <inheritdoc/>
    public byte[] Body(GatewayError error) => WireJson.Write(json => WriteError(json, error));

    /// <inheritdoc/>
    public byte[] StreamEvent(GatewayError error) => WireJson.Event(null, Body(error));

    private static void WriteError(Utf8JsonWriter json, GatewayError error)
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Status < 500 ? "invalid_request_error" : "server_error");
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }
}
