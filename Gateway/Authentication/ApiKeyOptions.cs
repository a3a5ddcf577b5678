namespace LlmAspire.Gateway.Authentication;

/// <summary>One key that opens the gateway. The gateway knows only its hash, so that its configuration is no secret.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>Whose key it is, 1 to 64 of a-z 0-9 -: the tenant that conversations belong to. Two keys may share a name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the key's UTF-8 bytes, 64 hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";
}
