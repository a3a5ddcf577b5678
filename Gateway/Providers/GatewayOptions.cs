namespace LlmAspire.Gateway.Providers;

/// <summary>Section <c>Gateway</c>: who serves which model, and the limits of a call.</summary>
public sealed class GatewayOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway";

    /// <summary>The providers by name.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } = new Dictionary<string, ProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Other names for models: alias to model, or to <c>provider/model</c>. One step: an alias of an alias is not followed.</summary>
    public IDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Paths that go to a provider unobserved.</summary>
    public IList<PassThroughOptions> PassThrough { get; } = [];

    /// <summary>How streams are observed.</summary>
    public StreamingOptions Streaming { get; } = new();

    /// <summary>The longest request body, in bytes. A request is held in memory while it is sent.</summary>
    public long MaxRequestBodyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a provider may take until its response headers.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(600);

    /// <summary>How long a provider may be silent within its answer, time in which the client does not read not counted.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(120);
}
