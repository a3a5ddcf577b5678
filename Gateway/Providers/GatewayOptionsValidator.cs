using System.Buffers;
using System.Globalization;
using LlmAspire.Gateway.Dialects;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Providers;

/// <summary>Checks section <c>Gateway</c> at start and reports everything that is wrong at once.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    private static readonly string[] ApiNames =
        [.. Api.All.Select(api => api.Name).Union(Dialect.All.Where(dialect => dialect != Dialect.Unknown).Select(dialect => dialect.Name))];

    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("{}*?#%\\ ");

    private static readonly string[] Schemes = ["http", "https", "https+http", "http+https"];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new List<string>();
        foreach (var (provider, settings) in options.Providers)
        {
            CheckProvider(errors, provider, settings);
        }

        CheckDefaults(errors, options);
        foreach (var (alias, target) in options.Aliases.Where(alias => string.IsNullOrWhiteSpace(alias.Value)))
        {
            errors.Add($"Gateway:Aliases:{alias} is '{target}': it must name a model, or a provider/model.");
        }

        CheckPassThrough(errors, options);
        CheckLimits(errors, options);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckProvider(List<string> errors, string name, ProviderOptions provider)
    {
        var section = $"Gateway:Providers:{name}";
        if (name.Length > 64 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            errors.Add($"{section}: a provider's name has 1 to 64 of the characters A-Z a-z 0-9 - _ .");
        }

        if (!Uri.TryCreate(provider.Address, UriKind.Absolute, out var address) || !Schemes.Contains(address.Scheme)
            || address.Query.Length > 0)
        {
            errors.Add($"{section}:Address is '{provider.Address}': it must be an absolute http or https address without a query, such as "
                + "https://api.openai.com or http://mock-llm.");
        }

        foreach (var api in provider.Apis.Where(api => !ApiNames.Contains(api)))
        {
            errors.Add($"{section}:Apis has '{api}': it may have {string.Join(", ", ApiNames)}.");
        }

        if (!provider.HoldsResponsesState && !string.Equals(provider.ResponsesState, "gateway", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add($"{section}:ResponsesState is '{provider.ResponsesState}': it must be 'gateway' or 'provider'.");
        }

        if (provider.Models.Any(string.IsNullOrWhiteSpace))
        {
            errors.Add($"{section}:Models has an empty name.");
        }

        if (provider.PassThroughAuth && !string.IsNullOrEmpty(provider.ApiKey))
        {
            errors.Add($"{section}: PassThroughAuth and ApiKey exclude each other; take one away.");
        }

        foreach (var (header, value) in provider.Headers.Where(header => !IsHeader(header.Key, header.Value)))
        {
            errors.Add($"{section}:Headers:{header} is no header that can be sent (its value has {value?.Length ?? 0} characters).");
        }
    }

    private static bool IsHeader(string name, string? value)
    {
        using var request = new HttpRequestMessage();
        return value is not null && !value.AsSpan().ContainsAny('\r', '\n', '\0') && request.Headers.TryAddWithoutValidation(name, value);
    }

    private static void CheckPassThrough(List<string> errors, GatewayOptions options)
    {
        foreach (var (at, listed) in options.PassThrough.Index())
        {
            var section = $"{GatewayOptions.SectionName}:PassThrough:{at}";
            var plain = listed.Path.EndsWith("/*", StringComparison.Ordinal) ? listed.Path[..^2] : listed.Path;
            if (plain.Length < 2 || plain[0] != '/' || plain.AsSpan().ContainsAny(NotInPaths))
            {
                errors.Add($"{section}:Path is '{listed.Path}': it must be a path such as /v1/files, or /v1/files/* for everything below it.");
            }
            else if (options.PassThrough.Take(at).Any(other => string.Equals(other.Path, listed.Path, StringComparison.OrdinalIgnoreCase)))
            {
                errors.Add($"{section}:Path is '{listed.Path}', as an entry before it has.");
            }

            if (!options.Providers.ContainsKey(listed.Provider))
            {
                errors.Add($"{section}:Provider is '{listed.Provider}': it must be one of {string.Join(", ", options.Providers.Keys)}.");
            }
        }
    }

    private static void CheckDefaults(List<string> errors, GatewayOptions options)
    {
        var defaults = options.Providers.Where(provider => provider.Value.Default).Select(provider => provider.Key).ToArray();
        if (defaults.Length > 1)
        {
            errors.Add($"Gateway:Providers has {defaults.Length} defaults ({string.Join(", ", defaults)}): set Default on one provider only.");
        }
    }

    private static void CheckLimits(List<string> errors, GatewayOptions options)
    {
        if (options.MaxRequestBodyBytes is < 1024 or > 1024 * 1024 * 1024)
        {
            var value = options.MaxRequestBodyBytes.ToString(CultureInfo.InvariantCulture);
            errors.Add($"Gateway:MaxRequestBodyBytes is {value}: it must be between 1024 and 1073741824.");
        }

        CheckTime(errors, "Gateway:ResponseTimeout", options.ResponseTimeout);
        CheckTime(errors, "Gateway:IdleTimeout", options.IdleTimeout);
    }

    private static void CheckTime(List<string> errors, string section, TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(10) || value > TimeSpan.FromHours(12))
        {
            errors.Add($"{section} is {value}: it must be between 00:00:00.0100000 and 12:00:00.");
        }
    }
}
