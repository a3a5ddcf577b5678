using System.Collections.Immutable;
using LlmAspire.MockLlm.Schemas;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// Makes the answer of a plain model fit what the request demands: the tools that must be called are called, with arguments that fit their
/// schemas, and a JSON format gets an instance of its schema. Waits, cuts and deaths stay as the script has them.
/// </summary>
internal static class Adaptation
{
    /// <summary>Adapts a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="request">The request.</param>
    /// <returns>The script, or one with other words.</returns>
    public static Script Adapt(Script script, AnswerRequest request)
    {
        var pace = script.Steps.OfType<Step.Say>().LastOrDefault()?.Pace ?? Pace.Default;
        if (request.ToolChoice.Required && request.LastToolText is null)
        {
            var name = request.ToolChoice.Name;
            var callsAlready = name is null && script.Steps.Any(step => step is Step.Call);
            var tools = request.Tools.Where(tool => name is null || tool.Name == name).Take(1);
            return callsAlready ? script : WithWords(script, tools.Select(tool => CallOf(tool, pace)));
        }

        return request.Format is { } format
            ? WithWords(script, [new Step.Say(DeltaKind.Text, new TextSource.Canned(SchemaInstance.Write(format.Schema)), pace)])
            : script;
    }

    /// <summary>A call of a tool with arguments that fit its schema.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="pace">How the arguments are cut and paced.</param>
    /// <returns>The step.</returns>
    public static Step CallOf(ToolOffer tool, Pace pace) => new Step.Call(tool.Name, SchemaInstance.Write(tool.Schema), null, pace);

    private static Script WithWords(Script script, IEnumerable<Step> words)
    {
        var others = script.Steps.Where(step => step is not (Step.Say or Step.Call)).ToImmutableArray();
        return script with { Steps = others.AddRange(words) };
    }
}
