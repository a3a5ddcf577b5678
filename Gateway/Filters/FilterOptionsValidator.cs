using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Filters;

/// <summary>Checks the filters' settings at start and reports everything that is wrong at once.</summary>
internal sealed class FilterOptionsValidator : IValidateOptions<FilterOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FilterOptions options)
    {
        var errors = new List<string>();
        CheckAll(errors, "Gateway:InputFilters", options.InputFilters);
        CheckAll(errors, "Gateway:OutputFilters", options.OutputFilters);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckAll(List<string> errors, string section, IList<FilterDefinition> filters)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            Check(errors, $"{section}:{i}", filters[i]);
        }

        var twice = filters.GroupBy(filter => filter.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1);
        errors.AddRange(twice.Select(same => $"{section} has {same.Count()} filters named '{same.Key}': each needs its own name."));
    }

    private static void Check(List<string> errors, string section, FilterDefinition filter)
    {
        if (filter.Name.Length is 0 or > 64 || filter.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            errors.Add($"{section}:Name is '{filter.Name}': it must have 1 to 64 of the characters A-Z a-z 0-9 - _ .");
        }

        if (!Uri.TryCreate(filter.Address, UriKind.Absolute, out var address) || address.Scheme.Split('+').Any(s => s is not ("http" or "https"))
            || address.Query.Length > 0)
        {
            errors.Add($"{section}:Address is '{filter.Address}': it must be an absolute http or https address without a query.");
        }

        if (!filter.Streams && !string.Equals(filter.Mode, "chunk", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"{section}:Mode is '{filter.Mode}': it must be 'stream' or 'chunk'.");
        }

        if (filter.Timeout < TimeSpan.FromMilliseconds(10) || filter.Timeout > TimeSpan.FromMinutes(10))
        {
            errors.Add($"{section}:Timeout is {filter.Timeout}: it must be between 00:00:00.0100000 and 00:10:00.");
        }

        if (!filter.Blocks && !string.Equals(filter.OnError, "passThrough", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"{section}:OnError is '{filter.OnError}': it must be 'passThrough' or 'block'.");
        }

        if (filter.BreakAfter is < 2 or > 10_000)
        {
            errors.Add($"{section}:BreakAfter is {filter.BreakAfter}: it must be between 2 and 10000.");
        }

        if (filter.BreakFor < TimeSpan.FromMilliseconds(500) || filter.BreakFor > TimeSpan.FromHours(1))
        {
            errors.Add($"{section}:BreakFor is {filter.BreakFor}: it must be between 00:00:00.5000000 and 01:00:00.");
        }
    }
}
