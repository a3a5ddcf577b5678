namespace LlmAspire.Gateway.Authentication;

/// <summary>Who may call the gateway. Stands in section <c>Gateway</c>.</summary>
public sealed class AuthenticationOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway";

    /// <summary>
    /// The keys: a list of name and SHA-256, or a map of the two (<c>"ApiKeys": { "team-a": "..." }</c>). None: everybody may call.
    /// </summary>
    public IList<ApiKeyOptions> ApiKeys { get; } = [];

    /// <summary>Whether a gateway without keys may listen to other machines.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Whether calls need no key.</summary>
    internal bool IsAnonymous => ApiKeys.Count == 0;

    /// <summary>Reads the keys in either form.</summary>
    /// <param name="section">Section <c>Gateway</c>.</param>
    internal void Read(IConfigurationSection section)
    {
        AllowAnonymous = section.GetValue(nameof(AllowAnonymous), false);
        foreach (var key in section.GetSection(nameof(ApiKeys)).GetChildren())
        {
            // The keys of a list are its indices, the keys of a map are names.
            var name = key[nameof(ApiKeyOptions.Name)] ?? (int.TryParse(key.Key, out _) ? "" : key.Key);
            ApiKeys.Add(new ApiKeyOptions { Name = name, Sha256 = key[nameof(ApiKeyOptions.Sha256)] ?? key.Value ?? "" });
        }
    }
}
