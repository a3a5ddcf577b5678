namespace LlmAspire.MockLlm.Scripting;

/// <summary>Something that is wrong with a script.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Member">The member, such as <c>steps[2].say</c>; empty for the script as a whole.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
internal sealed record ScriptProblem(int Line, string Member, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Member.Length == 0 ? $"line {Line}: {Message}" : $"line {Line}, {Member}: {Message}";
}
