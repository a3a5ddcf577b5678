using LlmAspire.MockLlm.Dialects;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>The script that was chosen for a call, or why there is none.</summary>
internal readonly struct ScriptChoice
{
    /// <summary>A script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="source">Where it came from.</param>
    public ScriptChoice(Script script, string source)
    {
        Script = script;
        Source = source;
    }

    /// <summary>No script.</summary>
    /// <param name="failure">Why.</param>
    public ScriptChoice(Failure failure)
    {
        Failure = failure;
        Source = "";
    }

    /// <summary>The script; null when there is none.</summary>
    public Script? Script { get; }

    /// <summary>Where it came from.</summary>
    public string Source { get; }

    /// <summary>Why there is none; null when there is one.</summary>
    public Failure? Failure { get; }
}
