namespace LlmAspire.LocalHosting.Launching;

/// <summary>A process to be started directly, with no shell between.</summary>
/// <param name="FileName">A path, or a name to be found on PATH.</param>
/// <param name="Arguments">The arguments, each as it is.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="Environment">What is set over the inherited environment; usually <see cref="LaunchContext.Environment"/>.</param>
internal sealed record LaunchPlan(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment) : LaunchDecision
{
    /// <summary>Written to standard input, which is then closed; the place for secrets. Null closes it at once.</summary>
    public string? StandardInput { get; init; }

    /// <summary>
    /// The signal the process gets when this host dies without stopping it (Linux). KILL is certain; TERM suits a process that ends at once
    /// and has something to save.
    /// </summary>
    public string ParentDeathSignal { get; init; } = "KILL";

    /// <summary>Arguments that are shown in the dashboard; null shows all of <see cref="Arguments"/>.</summary>
    public IReadOnlyList<string>? DisplayArguments { get; init; }
}
