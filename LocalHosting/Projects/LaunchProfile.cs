using System.Text.Json.Serialization;

namespace Aspire.Hosting;

/// <summary>A way to launch a project.</summary>
public sealed class LaunchProfile
{
    /// <summary>What launches it; only <c>Project</c> is used.</summary>
    [JsonPropertyName("commandName")]
    public string? CommandName { get; set; }

    /// <summary>The arguments of the program.</summary>
    [JsonPropertyName("commandLineArgs")]
    public string? CommandLineArgs { get; set; }

    /// <summary>The addresses it listens on, separated by semicolons.</summary>
    [JsonPropertyName("applicationUrl")]
    public string? ApplicationUrl { get; set; }

    /// <summary>Variables that are set where nothing else sets them.</summary>
    [JsonPropertyName("environmentVariables")]
#pragma warning disable CA2227 // Aspire's signature.
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
#pragma warning restore CA2227
}
