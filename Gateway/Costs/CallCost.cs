namespace LlmAspire.Gateway.Costs;

/// <summary>What a call cost, in USD.</summary>
/// <param name="Input">For everything that was read, cache included; null when the provider did not count it.</param>
/// <param name="Output">For everything that was written; null when the provider did not count it.</param>
internal readonly record struct CallCost(decimal? Input, decimal? Output)
{
    /// <summary>Both together, as far as known.</summary>
    public decimal Total => (Input ?? 0) + (Output ?? 0);
}
