namespace LlmAspire.Gateway.Usage;

/// <summary>
/// The tokens of one answer as the provider sent them. A count that was not sent is null, which is not zero. Counts may be negative when a
/// provider sends nonsense: spans show what was sent, metrics leave it out.
/// </summary>
/// <param name="Input">Tokens read; whether cached ones are among them says <paramref name="InputIncludesCached"/>.</param>
/// <param name="Output">Tokens written.</param>
/// <param name="Total">The provider's own total, or <see cref="Input"/> plus <see cref="Output"/> where it sends none.</param>
/// <param name="CachedInput">Input tokens that came from the provider's prompt cache.</param>
/// <param name="CacheCreation">Input tokens that were written to the provider's prompt cache.</param>
/// <param name="Reasoning">Output tokens spent on reasoning.</param>
/// <param name="InputIncludesCached">True where cache tokens are counted among the input tokens, as OpenAI does; Anthropic counts them beside.</param>
internal readonly record struct TokenUsage(
    long? Input,
    long? Output,
    long? Total,
    long? CachedInput,
    long? CacheCreation,
    long? Reasoning,
    bool InputIncludesCached)
{
    /// <summary>Whether the counts that are billed are there at all.</summary>
    public bool IsKnown => Input is not null || Output is not null;

    /// <summary>Every input token, cache tokens included, as the OpenTelemetry conventions count them.</summary>
    public long? AllInput => Input is null || InputIncludesCached ? Input : Input + (CachedInput ?? 0) + (CacheCreation ?? 0);

    /// <summary>Whether the dialect counts reasoning beside the output, as Gemini does; elsewhere the total tells.</summary>
    public bool ReasoningBesideOutput { get; init; }

    /// <summary>
    /// Every output token, reasoning included, as the OpenTelemetry conventions count them. A provider that counts reasoning beside the
    /// output without its dialect's saying so shows it by its total.
    /// </summary>
    public long? AllOutput =>
        Reasoning > 0 && (ReasoningBesideOutput || (Total is not null && Total == Input + Output + Reasoning)) ? (Output ?? 0) + Reasoning : Output;
}
