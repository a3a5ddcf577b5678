namespace LlmAspire.Gateway.Errors;

/// <summary>How one API writes errors, so that its SDKs understand the gateway's own.</summary>
internal interface IErrorShape
{
    /// <summary>The JSON body of an error answer.</summary>
    /// <param name="error">The error.</param>
    /// <returns>UTF-8 JSON.</returns>
    byte[] Body(GatewayError error);

    /// <summary>The event that tells a client in the middle of a stream. It starts with a blank line, so that it also ends a cut event.</summary>
    /// <param name="error">The error.</param>
    /// <returns>UTF-8 bytes of the event.</returns>
    byte[] StreamEvent(GatewayError error);
}
