namespace LlmAspire.Gateway.Providers;

/// <summary>One provider, section <c>Gateway:Providers:&lt;name&gt;</c>.</summary>
public sealed class ProviderOptions
{
    /// <summary>
    /// The address before <c>/v1</c>: http or https, or <c>https+http</c>; a service discovery name may stand for the host.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>The APIs that it has, in the dialects' words (<c>openai.chat</c>, <c>anthropic.messages</c>, ...); none listed means all.</summary>
    public IList<string> Apis { get; } = [];

    /// <summary>The models that it serves, by which a request finds it; with none it is found as <c>name/model</c>, or as the default.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>Whether it takes every model that no provider lists. At most one provider is the default.</summary>
    public bool Default { get; set; }

    /// <summary>The key that replaces the client's.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Whether the client's own credential goes to the provider. Not together with <see cref="ApiKey"/>.</summary>
    public bool PassThroughAuth { get; set; }

    /// <summary>
    /// Whether streams of OpenAI chat completions and completions are asked for their token counts
    /// (<c>stream_options.include_usage</c>) where the client does not ask; the extra chunk stays hidden from it. Off for a provider that
    /// refuses the member.
    /// </summary>
    public bool RequestUsage { get; set; } = true;

    /// <summary>Headers that each request to it gets, over what the client sends.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Who holds the state of the Responses API: <c>gateway</c>, for every provider alike, or <c>provider</c>, which then gets
    /// <c>previous_response_id</c> and <c>conversation</c> as the client sends them.
    /// </summary>
    public string ResponsesState { get; set; } = "gateway";

    /// <summary>Whether the provider holds the state of the Responses API.</summary>
    internal bool HoldsResponsesState => string.Equals(ResponsesState, "provider", StringComparison.OrdinalIgnoreCase);
}
