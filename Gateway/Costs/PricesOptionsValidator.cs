using System.Globalization;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Costs;

/// <summary>Checks section <c>Gateway:Prices</c> at start and reports everything that is wrong at once.</summary>
internal sealed class PricesOptionsValidator : IValidateOptions<PricesOptions>
{
    /// <summary>USD per million tokens; far above every price there is, so that one in tokens or cents shows.</summary>
    private const decimal Most = 100_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, PricesOptions options)
    {
        var errors = new List<string>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, price) in options)
        {
            var section = $"{PriceOptions.SectionName}:{key}";
            var model = price.Model ?? key;
            if (string.IsNullOrWhiteSpace(model) || model.TrimEnd('*').Contains('*', StringComparison.Ordinal) || model.EndsWith("**", StringComparison.Ordinal))
            {
                errors.Add($"{section} is for the model '{model}': it must be model, prefix*, provider/model or provider/prefix*.");
            }
            else if (!seen.Add(model))
            {
                errors.Add($"{section}: there are two prices for the model '{model}'; take one away.");
            }

            Check(errors, section, nameof(price.Input), price.Input ?? -1);
            Check(errors, section, nameof(price.Output), price.Output ?? -1);
            Check(errors, section, nameof(price.Cached), price.Cached ?? 0);
            Check(errors, section, nameof(price.CacheWrite), price.CacheWrite ?? 0);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Check(List<string> errors, string section, string member, decimal value)
    {
        if (value is < 0 or > Most)
        {
            var found = value == -1 ? "missing or -1" : value.ToString(CultureInfo.InvariantCulture);
            errors.Add($"{section}:{member} is {found}: it must be USD per million tokens, from 0 to {Most}.");
        }
    }
}
