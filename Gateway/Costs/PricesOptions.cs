namespace LlmAspire.Gateway.Costs;

/// <summary>Section <c>Gateway:Prices</c> as a whole: prices by model.</summary>
public sealed class PricesOptions : Dictionary<string, PriceOptions>
{
    /// <summary>An empty table.</summary>
    public PricesOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}
