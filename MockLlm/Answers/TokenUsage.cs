namespace LlmAspire.MockLlm.Answers;

/// <summary>What an answer costs.</summary>
/// <param name="Input">Tokens of the request, cached ones included.</param>
/// <param name="Output">Tokens of the answer, reasoning included.</param>
/// <param name="CachedInput">Those of the request's that were read from a cache.</param>
/// <param name="Reasoning">Those of the answer's that went into reasoning.</param>
internal sealed record TokenUsage(int Input, int Output, int CachedInput = 0, int Reasoning = 0)
{
    /// <summary>Input and output together.</summary>
    public int Total => Input + Output;
}
