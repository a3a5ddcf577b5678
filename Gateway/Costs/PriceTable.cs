using LlmAspire.Gateway.Usage;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Costs;

/// <summary>The configured prices. A model without one has no cost, which is not a cost of 0. Thread-safe.</summary>
internal sealed class PriceTable
{
    private const decimal Million = 1_000_000;

    private readonly Dictionary<string, PriceOptions> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly (string Prefix, PriceOptions Price)[] _prefixes;

    /// <summary>Reads the validated settings.</summary>
    /// <param name="options">Section <c>Gateway:Prices</c>.</param>
    public PriceTable(IOptions<PricesOptions> options)
    {
        var prefixes = new List<(string Prefix, PriceOptions Price)>();
        foreach (var (key, price) in options.Value)
        {
            var model = price.Model ?? key;
            if (model.EndsWith('*'))
            {
                prefixes.Add((model[..^1], price));
            }
            else
            {
                _exact[model] = price;
            }
        }

        _prefixes = [.. prefixes.OrderByDescending(entry => entry.Prefix.Length)];
    }

    /// <summary>What an answer cost.</summary>
    /// <param name="usage">Its tokens.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="models">The model's names: the one that answered first, then the one that was asked for.</param>
    /// <returns>The cost; null when no price fits, or nothing was counted.</returns>
    public CallCost? CostOf(in TokenUsage usage, string provider, params ReadOnlySpan<string> models)
    {
        if ((_exact.Count == 0 && _prefixes.Length == 0) || !usage.IsKnown || Find(provider, models) is not { } price)
        {
            return null;
        }

        return new CallCost(
            usage.AllInput is { } input ? InputCost(input, usage, price) : null,
            usage.AllOutput is { } output ? Tokens(output) * price.Output!.Value / Million : null);
    }

    /// <summary>All input tokens contain the cached ones, whichever way the provider counts them.</summary>
    private static decimal InputCost(long input, in TokenUsage usage, PriceOptions price)
    {
        var cached = Math.Min(Tokens(usage.CachedInput), Tokens(input));
        var written = Math.Min(Tokens(usage.CacheCreation), Tokens(input) - cached);
        var fresh = Tokens(input) - cached - written;
        return ((fresh * price.Input!.Value) + (cached * (price.Cached ?? price.Input.Value))
            + (written * (price.CacheWrite ?? price.Input.Value))) / Million;
    }

    private static long Tokens(long? count) => Math.Max(count ?? 0, 0);

    /// <summary>An exact name before a prefix, a provider's own price before one for all, a longer prefix before a shorter one.</summary>
    private PriceOptions? Find(string provider, ReadOnlySpan<string> models)
    {
        foreach (var model in models)
        {
            if (_exact.TryGetValue($"{provider}/{model}", out var price) || _exact.TryGetValue(model, out price))
            {
                return price;
            }
        }

        foreach (var model in models)
        {
            if ((FindPrefix($"{provider}/{model}") ?? FindPrefix(model)) is { } price)
            {
                return price;
            }
        }

        return null;
    }

    private PriceOptions? FindPrefix(string name)
    {
        foreach (var (prefix, price) in _prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return price;
            }
        }

        return null;
    }
}
