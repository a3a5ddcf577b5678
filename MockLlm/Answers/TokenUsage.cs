namespace LlmAspire.MockLlm.Answers;

/// <summary>What an answer costs.</summary>
/// <param name="Input">Tokens of the request, those from and into a cache included.</param>
/// <param name="Output">Tokens of the answer, reasoning included.</param>
/// <param name="CachedInput">Those of the request's that were read from a cache.</param>
/// <param name="CacheCreation">Those of the request's that were written into a cache.</param>
/// <param name="Reasoning">Those of the answer's that went into reasoning.</param>
internal sealed record TokenUsage(int Input, int Output, int CachedInput = 0, int CacheCreation = 0, int Reasoning = 0)
{
    /// <summary>Input and output together.</summary>
    public int Total => Input + Output;

    /// <summary>Tokens of the request that touched no cache: what some dialects call the input.</summary>
    public int UncachedInput => Math.Max(Input - CachedInput - CacheCreation, 0);
}
