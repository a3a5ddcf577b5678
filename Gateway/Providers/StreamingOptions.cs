namespace LlmAspire.Gateway.Providers;

/// <summary>Section <c>Gateway:Streaming</c>: how streams are observed.</summary>
public sealed class StreamingOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = GatewayOptions.SectionName + ":Streaming";

    /// <summary>Whether providers are asked for token counts that clients do not ask for; see <see cref="ProviderOptions.RequestUsage"/>.</summary>
    public bool RequestUsage { get; set; } = true;
}
