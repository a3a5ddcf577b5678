using System.Globalization;

namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>International bank account numbers: a country of the registry, its length, and the check digits of ISO 13616 (mod
/// 97).</summary>
internal static class IbanRule
{
    private const int Modulus = 97;

    // The IBAN registry (SWIFT, release 99): length and countries.
    private static readonly (int Length, string Countries)[] Registry =
    [
        (15, "NO"),
        (16, "BE"),
        (18, "DK FO FI GL NL SD FK"),
        (19, "MK SI"),
        (20, "AT BA EE KZ XK LT LU MN"),
        (21, "CH HR LI LV"),
        (22, "BG BH CR DE GB GE IE ME RS VA"),
        (23, "AE GI IL IQ OM SO TL"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
        (25, "LY PT ST"),
        (26, "IS TR"),
        (27, "BI DJ FR GR IT MC MR SM"),
        (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
        (29, "BR EG PS QA UA"),
        (30, "JO KW MU YE"),
        (31, "MT SC"),
        (32, "LC"),
        (33, "RU"),
    ];

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("iban", "[IBAN]", RuleAction.Redact,
    [
        new Detector($"(?<![A-Za-z0-9])(?:{string.Join('|', Registry.Select(Form))})(?![A-Za-z0-9])", ignoreCase: true)
        {
            Check = HasCheckDigits,
            TellingLength = 12,
        },
    ]);

    private static string Form((int Length, string Countries) entry) => string.Create(
        CultureInfo.InvariantCulture,
        $@"(?:{entry.Countries.Replace(' ', '|')})\d\d"
        + $@"(?:(?:[ .\-\u00A0\u2007\u2009\u2010\u2011\u2013\u202F]|  )?[A-Z0-9]){{{entry.Length - 4}}}");

    private static bool HasCheckDigits(ReadOnlySpan<char> text, int start, int end)
    {
        Span<char> compact = stackalloc char[34];
        var count = 0;
        foreach (var character in text[start..end])
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                compact[count++] = char.ToUpperInvariant(character);
            }
        }

        var remainder = 0;
        for (var i = 0; i < count; i++)
        {
            var character = compact[(i + 4) % count];
            var value = char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % Modulus;
        }

        return remainder == 1;
    }
}
