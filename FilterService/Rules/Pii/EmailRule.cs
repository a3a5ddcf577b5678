namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>E-mail addresses.</summary>
/// <remarks>
/// A local part of 1 to 64 characters (RFC 5321: ASCII letters, digits, <c>. _ % + - ' !</c> and, behind the first, Latin, Greek and
/// Cyrillic
/// letters), an at sign, and a domain of two or more labels that ends in two or more ASCII letters or in punycode. A quoted local part, one
/// that begins with a letter beyond ASCII (which then stays) and a host without a dot are known misses.
/// </remarks>
internal static class EmailRule
{
    private const string Letters = @"A-Za-z0-9\u00C0-\u024F\u0370-\u052F";

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("email", "[EMAIL]", RuleAction.Redact,
    [
        new Detector(
            $@"(?<![A-Za-z0-9_%+\-])[A-Za-z0-9_%+\-][{Letters}._%+'!\-]{{0,63}}@"
            + $@"[{Letters}](?:[{Letters}\-]{{0,62}}\.[{Letters}]){{0,8}}[{Letters}\-]{{0,62}}\.(?:[A-Za-z]{{2,24}}|xn--[A-Za-z0-9\-]{{2,59}})(?![A-Za-z0-9])")
        {
            // A remote of git looks like an address, and is nobody's.
            Check = static (text, start, _) => !text[start..].StartsWith("git@"),
            TellingCharacter = '@',
        },
    ]);
}
