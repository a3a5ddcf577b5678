using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Providers;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Authentication;

/// <summary>Checks keys, and who can reach a gateway that has none, at start; reports everything that is wrong at once, no key among it.</summary>
internal sealed class AuthenticationOptionsValidator : IValidateOptions<AuthenticationOptions>
{
    private const int HashDigits = 64;
    private readonly IConfiguration _configuration;

    /// <summary>Checks against the rest of the configuration.</summary>
    /// <param name="configuration">The gateway's configuration.</param>
    public AuthenticationOptionsValidator(IConfiguration configuration) => _configuration = configuration;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AuthenticationOptions options)
    {
        List<string> errors = [.. CheckKeys(options)];
        if (options.IsAnonymous && !options.AllowAnonymous)
        {
            errors.AddRange(ListenAddresses.Configured(_configuration).Where(ListenAddresses.IsOpen).Select(ListenAddresses.Refusal));
        }

        if (!options.IsAnonymous)
        {
            errors.AddRange(PassingProviders().Select(provider =>
                $"Gateway:Providers:{provider}:PassThroughAuth is true while Gateway:ApiKeys are set: the gateway's own keys must not go to a "
                + "provider. Give the provider an ApiKey, or take the keys away."));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> CheckKeys(AuthenticationOptions options)
    {
        var hashes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, key) in options.ApiKeys.Index())
        {
            var section = $"Gateway:ApiKeys:{index}";
            if (!ConversationKey.IsTenant(key.Name))
            {
                yield return $"{section}:Name is '{key.Name}': it must have 1 to 64 of the characters a-z 0-9 -.";
            }

            if (key.Sha256.Length != HashDigits || !key.Sha256.All(char.IsAsciiHexDigit))
            {
                yield return $"{section}:Sha256 has {key.Sha256.Length} characters: it must be the key's SHA-256 as {HashDigits} hexadecimal "
                    + "digits.";
            }
            else if (!hashes.Add(key.Sha256))
            {
                yield return $"{section}:Sha256 stands there twice: a key belongs to one name.";
            }
        }
    }

    private IEnumerable<string> PassingProviders() => _configuration.GetSection($"{GatewayOptions.SectionName}:Providers").GetChildren()
        .Where(provider => bool.TryParse(provider[nameof(ProviderOptions.PassThroughAuth)], out var passes) && passes)
        .Select(provider => provider.Key);
}
