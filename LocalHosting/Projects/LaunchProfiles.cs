using System.Text.Json;
using Aspire.Hosting;

namespace LlmAspire.LocalHosting.Projects;

/// <summary>Reads launch profiles.</summary>
internal static class LaunchProfiles
{
    private static readonly JsonSerializerOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The launch settings of a project.</summary>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <returns>The settings, or null when it has none.</returns>
    /// <exception cref="DistributedApplicationException">The file cannot be read as launch settings.</exception>
    public static LaunchSettings? Read(string projectDirectory)
    {
        var path = PathOf(projectDirectory);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<LaunchSettings>(File.ReadAllText(path), Lenient);
        }
        catch (JsonException failure)
        {
            throw new DistributedApplicationException($"'{path}' is not valid: {failure.Message}", failure);
        }
    }

    /// <summary>Where a project's launch settings are.</summary>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <returns>The path.</returns>
    public static string PathOf(string projectDirectory) => Path.Combine(projectDirectory, "Properties", "launchSettings.json");

    /// <summary>
    /// The profile to use: the one asked for, else the app host's own if the project has it, else the first that runs the project.
    /// </summary>
    /// <param name="settings">The project's settings.</param>
    /// <param name="wanted">The profile that was asked for.</param>
    /// <param name="appHostProfile">The profile the app host runs with.</param>
    /// <returns>Name and profile, or null when there is none.</returns>
    /// <exception cref="DistributedApplicationException">The profile that was asked for does not exist.</exception>
    public static KeyValuePair<string, LaunchProfile>? Choose(LaunchSettings? settings, string? wanted, string? appHostProfile)
    {
        if (settings is null)
        {
            return null;
        }

        if (wanted is not null)
        {
            return settings.Profiles.TryGetValue(wanted, out var profile)
                ? new(wanted, profile)
                : throw new DistributedApplicationException(
                    $"There is no launch profile '{wanted}'. The project has: {string.Join(", ", settings.Profiles.Keys)}.");
        }

        var usable = settings.Profiles.Where(candidate => candidate.Value.CommandName == "Project").ToArray();
        return usable.Where(candidate => candidate.Key == appHostProfile).Concat(usable)
            .Select(candidate => (KeyValuePair<string, LaunchProfile>?)candidate)
            .FirstOrDefault();
    }
}
