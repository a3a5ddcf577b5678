namespace LlmAspire.AppHost;

/// <summary>What the app host adds to the mock LLM: switches for the faults of a provider.</summary>
internal static class MockLlmExtensions
{
    private static readonly (string Fault, string Title, string Effect, string Icon)[] Faults =
    [
        ("outage", "Outage", "every call is answered 503", "PlugDisconnected"),
        ("slow", "Slow", "every call and every chunk is delayed", "Timer"),
        ("rate-limit", "Rate limit", "every call is answered 429 with Retry-After", "HandRight"),
    ];

    /// <summary>Adds a pair of commands, on and off, for each fault that the mock LLM can switch.</summary>
    /// <param name="mockLlm">The mock LLM.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithFaultSwitches(this IResourceBuilder<ProjectResource> mockLlm)
    {
        foreach (var (fault, title, effect, icon) in Faults)
        {
            mockLlm.WithHttpCommand($"/mock/faults/{fault}/on", $"{title}: on", commandName: $"{fault}-on", commandOptions: new HttpCommandOptions
            {
                Description = $"While on, {effect}.",
                ConfirmationMessage = $"Switch the fault '{fault}' on? While on, {effect}.",
                IconName = icon,
                Method = HttpMethod.Post,
            });
            mockLlm.WithHttpCommand($"/mock/faults/{fault}/off", $"{title}: off", commandName: $"{fault}-off", commandOptions: new HttpCommandOptions
            {
                Description = "Back to normal.",
                IconName = icon,
                Method = HttpMethod.Post,
            });
        }

        return mockLlm;
    }
}
