using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>The content of <c>Properties/launchSettings.json</c>, as far as it is used.</summary>
public sealed class LaunchSettings
{
    /// <summary>The profiles by name, in file order.</summary>
    [JsonPropertyName("profiles")]
#pragma warning disable CA2227 // Aspire's signature.
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
#pragma warning restore CA2227
}
