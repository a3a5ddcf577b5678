namespace LlmAspire.LocalHosting.Environment;

/// <summary>Turns resource and endpoint names into parts of environment variable names.</summary>
internal static class VariableNames
{
    /// <summary>Upper case, with every character that is neither letter nor digit replaced by an underscore.</summary>
    /// <param name="name">A name such as <c>mock-llm</c>.</param>
    /// <returns>A name such as <c>MOCK_LLM</c>.</returns>
    public static string Encode(string name) => string.Create(name.Length, name, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = char.IsAsciiLetterOrDigit(source[i]) ? char.ToUpperInvariant(source[i]) : '_';
        }
    });
}
