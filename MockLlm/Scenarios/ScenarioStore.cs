using System.Diagnostics.CodeAnalysis;

namespace LlmAspire.MockLlm.Scenarios;

/// <summary>The registered scenarios, in the order in which they came. Thread-safe.</summary>
internal sealed class ScenarioStore
{
    /// <summary>The most scenarios at a time.</summary>
    public const int MaxScenarios = 1000;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, Scenario> _scenarios = new(StringComparer.Ordinal);

    /// <summary>The scenarios, oldest first.</summary>
    public IReadOnlyList<Scenario> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _scenarios.Values];
            }
        }
    }

    /// <summary>Registers a scenario; one of the same name gives way and its place, and counting begins again.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns>False when there are too many.</returns>
    public bool TryPut(Scenario scenario)
    {
        lock (_lock)
        {
            if (_scenarios.Count >= MaxScenarios && !_scenarios.ContainsKey(scenario.Name))
            {
                return false;
            }

            _scenarios[scenario.Name] = scenario;
            return true;
        }
    }

    /// <summary>Finds a scenario by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="scenario">The scenario.</param>
    /// <returns>False when there is none of that name.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out Scenario? scenario)
    {
        lock (_lock)
        {
            return _scenarios.TryGetValue(name, out scenario);
        }
    }

    /// <summary>Removes a scenario.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>False when there was none of that name.</returns>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            return _scenarios.Remove(name);
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _scenarios.Clear();
        }
    }

    /// <summary>Finds the first scenario that answers a call, and counts the call in each that it matches but for its number.</summary>
    /// <param name="model">The call's model.</param>
    /// <param name="path">Its path.</param>
    /// <param name="text">The user's last text in it.</param>
    /// <returns>The scenario; null when none answers.</returns>
    public Scenario? Answer(string model, string path, string text)
    {
        Scenario? first = null;
        foreach (var scenario in All.Where(scenario => scenario.Match.Fits(model, path, text)))
        {
            var number = scenario.Count();
            first ??= scenario.Match.Nth is not { } nth || nth == number ? scenario : null;
        }

        return first;
    }
}
