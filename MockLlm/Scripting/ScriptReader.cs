using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>Reads scripts out of JSON: an array of steps, or <c>{"steps":[...],"dieAfter":n}</c>. Comments and trailing commas are
/// allowed.</summary>
internal sealed class ScriptReader
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly StepCatalog _catalog;

    /// <summary>Knows the steps of <paramref name="catalog"/>.</summary>
    /// <param name="catalog">The kinds of steps.</param>
    public ScriptReader(StepCatalog catalog) => _catalog = catalog;

    /// <summary>Reads a script.</summary>
    /// <param name="text">The script.</param>
    /// <returns>The script, or everything that is wrong with it.</returns>
    public ScriptReading Read(string text)
    {
        var problems = new List<ScriptProblem>();
        if (Parse(text, problems) is not { } parsed)
        {
            return new ScriptReading(null, problems);
        }

        var (root, lines) = parsed;
        var steps = root.ValueKind == JsonValueKind.Array
            ? ReadSteps(WrapArray(root), lines, problems, "")
            : ReadSteps(root, lines, problems, "steps");
        int? dieAfter = null;
        if (root.ValueKind == JsonValueKind.Object)
        {
            var members = new ScriptMembers(root, "", lines, problems);
            members.RefuseOthers(["steps", "dieAfter"]);
            dieAfter = members.OptionalNumber("dieAfter", 0, ModelName.MaxChunks);
        }

        return new ScriptReading(problems.Count > 0 ? null : new Script { Steps = steps, DieAfterChunks = dieAfter }, problems);
    }

    /// <summary>Reads the steps of a script that is part of something greater.</summary>
    /// <param name="root">An object with a member <c>steps</c>.</param>
    /// <param name="lines">On which line what stands.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="path">What the steps are called in problems.</param>
    /// <returns>The steps that could be read.</returns>
    public ImmutableArray<Step> ReadSteps(JsonElement root, MemberLines lines, List<ScriptProblem> problems, string path = "steps")
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("steps", out var steps)
            || steps.ValueKind != JsonValueKind.Array || steps.GetArrayLength() == 0)
        {
            problems.Add(new ScriptProblem(lines.Of("steps"), "steps", "must be an array of one step or more"));
            return [];
        }

        var read = ImmutableArray.CreateBuilder<Step>();
        var sent = false;
        for (var i = 0; i < steps.GetArrayLength(); i++)
        {
            read.AddRange(ReadStep(new ScriptMembers(steps[i], $"{path}[{i}]", lines, problems), steps[i], ref sent));
        }

        return read.ToImmutable();
    }

    /// <summary>Parses JSON and notes where it breaks off.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The document and its lines; null when it is no JSON.</returns>
    public static (JsonElement Root, MemberLines Lines)? Parse(string text, List<ScriptProblem> problems)
    {
        try
        {
            var json = Encoding.UTF8.GetBytes(text);
            using var document = JsonDocument.Parse(json, Lenient);
            return (document.RootElement.Clone(), new MemberLines(json));
        }
        catch (JsonException failure)
        {
            var line = (int)(failure.LineNumber ?? 0) + 1;
            problems.Add(new ScriptProblem(line, "", $"this is no JSON, at byte {failure.BytePositionInLine} of the line"));
            return null;
        }
    }

    private IEnumerable<Step> ReadStep(ScriptMembers step, JsonElement value, ref bool sent)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            step.Fail(null, "a step must be an object, such as {\"say\":\"Hello\"}");
            return [];
        }

        if (_catalog.Find(step.Names) is not { } kind)
        {
            var known = string.Join(", ", _catalog.All.Select(known => known.Name));
            step.Fail(step.Names.FirstOrDefault(), $"there is no such step; there are {known}");
            return [];
        }

        step.RefuseOthers([kind.Name, .. kind.Options]);
        if (kind.OnlyFirst && sent)
        {
            step.Fail(kind.Name, "must stand before every step that sends something");
        }

        sent |= !kind.SendsNothing;
        return kind.Read(step);
    }

    private static JsonElement WrapArray(JsonElement steps) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["steps"] = steps });
}
