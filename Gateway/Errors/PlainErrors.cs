using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Errors;

/// <summary>An error that is one text: Cohere and Bedrock call it <c>message</c>, Ollama <c>error</c>. Our code stands beside it.</summary>
internal sealed class PlainErrors : IErrorShape
{
    /// <summary>Cohere's and Bedrock's.</summary>
    public static readonly PlainErrors Message = new("message");

    /// <summary>Ollama's.</summary>
    public static readonly PlainErrors Error = new("error");

    private readonly string _name;

    private PlainErrors(string name) => _name = name;

    /// <inheritdoc/>
    public byte[] Body(GatewayError error) => WireJson.Write(json =>
    {
        json.WriteString(_name, error.Message);
        json.WriteString("code", error.Code);
    });

    /// <inheritdoc/>
    public byte[] StreamEvent(GatewayError error) => WireJson.Event(null, Body(error));
}
