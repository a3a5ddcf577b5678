using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.AppHost;

/// <summary>Which faults of the mock LLM are on, as it said itself when one was switched from here.</summary>
internal sealed class FaultState
{
    private const string Property = "mock.faults";

    private readonly IResource _mockLlm;
    private volatile Switched _last = new(null, []);

    /// <summary>The faults of <paramref name="mockLlm"/>.</summary>
    /// <param name="mockLlm">The mock LLM.</param>
    public FaultState(IResource mockLlm) => _mockLlm = mockLlm;

    /// <summary>Whether a switch would change anything now.</summary>
    /// <param name="snapshot">The mock LLM as it stands.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="on">Where the switch leads.</param>
    /// <returns>Enabled when it would.</returns>
    public ResourceCommandState CommandFor(CustomResourceSnapshot snapshot, string fault, bool on)
    {
        // A process that was started anew has no faults, whatever was switched before.
        var last = _last;
        var isOn = last.StartedAt == snapshot.StartTimeStamp && last.Faults.Contains(fault);
        return snapshot.State?.Text == KnownResourceStates.Running && isOn != on ? ResourceCommandState.Enabled : ResourceCommandState.Disabled;
    }

    /// <summary>Takes the mock LLM's answer to a switch, and shows it on the resource.</summary>
    /// <param name="result">The answer.</param>
    /// <returns>What the dashboard tells.</returns>
    public async Task<ExecuteCommandResult> TakeAsync(HttpCommandResultContext result)
    {
        if (!result.Response.IsSuccessStatusCode)
        {
            return CommandResults.Failure($"The mock LLM answered {(int)result.Response.StatusCode}.");
        }

        var faults = await result.Response.Content.ReadFromJsonAsync<Dictionary<string, bool>>(result.CancellationToken) ?? [];
        string[] on = [.. faults.Where(fault => fault.Value).Select(fault => fault.Key)];
        var text = on.Length == 0 ? "none" : string.Join(", ", on);
        await result.ServiceProvider.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(_mockLlm, snapshot =>
        {
            _last = new Switched(snapshot.StartTimeStamp, on);
            var others = snapshot.Properties.Where(property => property.Name != Property);
            return snapshot with { Properties = [.. others, new ResourcePropertySnapshot(Property, text)] };
        });
        return CommandResults.Success($"Faults that are on: {text}");
    }

    private sealed record Switched(DateTime? StartedAt, IReadOnlyCollection<string> Faults);
}
