namespace LlmAspire.MockLlm.Scripting;

/// <summary>A kind of step as scripts write it: an object with one member that names the kind, and options beside it.</summary>
/// <param name="Name">The member that names it.</param>
/// <param name="Meaning">What it does, in a sentence.</param>
/// <param name="Example">A step of this kind, in JSON.</param>
/// <param name="Read">Reads the step; what it gives back is not used when a problem was noted.</param>
internal sealed record StepKind(string Name, string Meaning, string Example, Func<ScriptMembers, IEnumerable<Step>> Read)
{
    /// <summary>The members that may stand beside <see cref="Name"/>.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The step only makes sense before anything has left: the headers must still be there to change.</summary>
    public bool OnlyFirst { get; init; }

    /// <summary>The step leaves the headers where they are, so that one with <see cref="OnlyFirst"/> may follow.</summary>
    public bool SendsNothing { get; init; }
}
