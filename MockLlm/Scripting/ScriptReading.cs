namespace LlmAspire.MockLlm.Scripting;

/// <summary>What reading a script gave.</summary>
/// <param name="Script">The script; null when something is wrong with it.</param>
/// <param name="Problems">Everything that is wrong.</param>
internal sealed record ScriptReading(Script? Script, IReadOnlyList<ScriptProblem> Problems);
