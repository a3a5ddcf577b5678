using System.Text.Json;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Scenarios;

/// <summary>
/// Reads scenarios out of JSON: <c>{"match":{"model","path","text","nth"},"steps":[...],"dieAfter":n}</c>; a scenario without <c>match</c>
/// answers
/// only calls that name it.
/// </summary>
internal sealed class ScenarioReader
{
    private const int MaxNth = 1_000_000;

    private readonly ScriptReader _scripts;

    /// <summary>Reads steps with <paramref name="scripts"/>.</summary>
    /// <param name="scripts">The reader of scripts.</param>
    public ScenarioReader(ScriptReader scripts) => _scripts = scripts;

    /// <summary>Reads a scenario.</summary>
    /// <param name="name">What it is to be called.</param>
    /// <param name="text">The scenario.</param>
    /// <param name="problems">Takes everything that is wrong with it.</param>
    /// <returns>The scenario; null when something is wrong with it.</returns>
    public Scenario? Read(string name, string text, List<ScriptProblem> problems)
    {
        if (ScriptReader.Parse(text, problems) is not { } parsed)
        {
            return null;
        }

        var (root, lines) = parsed;
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new ScriptProblem(1, "", "a scenario must be an object with match and steps"));
            return null;
        }

        var members = new ScriptMembers(root, "", lines, problems);
        members.RefuseOthers(["match", "steps", "dieAfter"]);
        var script = new Script
        {
            Steps = _scripts.ReadSteps(root, lines, problems),
            DieAfterChunks = members.OptionalNumber("dieAfter", 0, ModelName.MaxChunks),
        };
        var match = ReadMatch(members);
        return problems.Count > 0 ? null : new Scenario(name, match, script, text);
    }

    private static ScenarioMatch ReadMatch(ScriptMembers members)
    {
        if (members["match"].ValueKind == JsonValueKind.Undefined)
        {
            return ScenarioMatch.None;
        }

        if (members["match"].ValueKind != JsonValueKind.Object)
        {
            return members.Refuse("match", "must be an object", ScenarioMatch.None);
        }

        var match = members.Inside("match");
        match.RefuseOthers(["model", "path", "text", "nth"]);
        return new ScenarioMatch(
            match.OptionalText("model"), match.OptionalText("path"), match.OptionalText("text"), match.OptionalNumber("nth", 1, MaxNth));
    }
}
