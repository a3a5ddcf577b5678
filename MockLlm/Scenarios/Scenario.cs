using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Scenarios;

/// <summary>A script that answers the calls it matches.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Match">Which calls it answers.</param>
/// <param name="Script">How.</param>
/// <param name="Text">The scenario as it was written, to show it again.</param>
internal sealed record Scenario(string Name, ScenarioMatch Match, Script Script, string Text)
{
    private int _seen;

    /// <summary>Calls seen so far that match in all but their number.</summary>
    public int Seen => Volatile.Read(ref _seen);

    /// <summary>Counts a call that matches in all but its number.</summary>
    /// <returns>The call's number, from 1.</returns>
    public int Count() => Interlocked.Increment(ref _seen);
}
