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

    /// <summary>
    /// Adds a pair of commands, on and off, for each fault that the mock LLM can switch. Of a pair only the one that would change something is
    /// enabled, and the resource's details say which faults are on.
    /// </summary>
    /// <param name="mockLlm">The mock LLM.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithFaultSwitches(this IResourceBuilder<ProjectResource> mockLlm)
    {
        var state = new FaultState(mockLlm.Resource);
        foreach (var (fault, title, effect, icon) in Faults)
        {
            mockLlm.WithSwitch(state, fault, on: true, icon, $"{title}: on", $"While on, {effect}.", $"Switch '{fault}' on? While on, {effect}.");
            mockLlm.WithSwitch(state, fault, on: false, icon, $"{title}: off", "Back to normal.", $"Switch '{fault}' off?");
        }

        return mockLlm;
    }

    private static void WithSwitch(
        this IResourceBuilder<ProjectResource> mockLlm,
        FaultState state,
        string fault,
        bool on,
        string icon,
        string title,
        string description,
        string question)
    {
        var position = on ? "on" : "off";
        mockLlm.WithHttpCommand($"/mock/faults/{fault}/{position}", title, commandName: $"{fault}-{position}", commandOptions: new HttpCommandOptions
        {
            Description = description,
            ConfirmationMessage = question,
            IconName = icon,
            Method = HttpMethod.Post,
            UpdateState = context => state.CommandFor(context.ResourceSnapshot, fault, on),
            GetCommandResult = state.TakeAsync,
        });
    }
}
