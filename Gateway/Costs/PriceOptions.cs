namespace LlmAspire.Gateway.Costs;

/// <summary>What one model costs, an entry of section <c>Gateway:Prices</c>; all in USD per million tokens.</summary>
public sealed class PriceOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway:Prices";

    /// <summary>
    /// The model, where it cannot be the entry's key because it has a colon: <c>model</c>, <c>prefix*</c>, <c>provider/model</c> or
    /// <c>provider/prefix*</c>. Null: the key.
    /// </summary>
    public string? Model { get; set; }

    /// <summary>Input tokens that were neither read from nor written to the cache.</summary>
    public decimal? Input { get; set; }

    /// <summary>Output tokens, reasoning included.</summary>
    public decimal? Output { get; set; }

    /// <summary>Input tokens from the cache; null: as <see cref="Input"/>.</summary>
    public decimal? Cached { get; set; }

    /// <summary>Input tokens written to the cache; null: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; set; }
}
