namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Phone numbers in international form and in the common national forms.</summary>
/// <remarks>
/// International: <c>+</c> or <c>00</c>, a country code that is assigned and a length that the country uses. National: North America
/// (3-3-4 with parentheses, hyphens, dots or blanks), Brazil, Russia, numbers with a trunk zero as in the United Kingdom, Germany,
/// France, Italy and their
/// neighbours, Spain's nine digits in groups. A bare number without any of these is one only behind a word that says so (tel, call, Handy).
/// </remarks>
internal static class PhoneRule
{
    private const string Separator = @"[ .\-/\u00A0\u2009\u2010\u2011\u2013\u202F]";
    private const string Digit = $@"(?:{Separator}{{0,3}}(?:\(\d{{1,5}}\){Separator}{{0,2}})?\d)";
    private const string NotInside = @"(?<![A-Za-z0-9_.,\-/+:#$€£])";
    private const string NoMoreDigits = @"(?![0-9])";
    private const string GoesOn = @"(?:[\-./]\d)?";

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("phone", "[PHONE]", RuleAction.Redact,
    [
        new Detector($@"(?<![A-Za-z0-9_+.,])\+ ?[1-9]{Digit}{{6,14}}{NoMoreDigits}") { Check = International(1), TellingLength = 9 },
        new Detector($@"{NotInside}00{Separator}?[1-9]{Digit}{{6,14}}{NoMoreDigits}") { Check = International(2), TellingLength = 9 },
        new Detector($@"(?<![A-Za-z0-9_.\-/])(?:1[ .\-]?)?\(\d{{3}}\)[ .\-]?\d{{3}}[ .\-]\d{{4}}{NoMoreDigits}") { TellingLength = 9 },
        new Detector($@"(?<![A-Za-z0-9_.\-/])(?:8 ?)?(?:\(\d{{2}}\) ?\d{{4,5}}-\d{{4}}|\(\d{{3}}\) ?\d{{3}}-\d\d-\d\d){NoMoreDigits}")
        {
            TellingLength = 9,
        },
        new Detector(NotInside + @"(?:1[ .\-])?(?:\d{3}-\d{3}-\d{4}|\d{3}\.\d{3}\.\d{4}|[2-9]\d{2} \d{3}[ \-]\d{4})" + GoesOn + NoMoreDigits)
        {
            Check = NationalNumbers.IsNorthAmerican,
            LongestOnly = true,
            TellingLength = 9,
        },
        new Detector($@"(?<![A-Za-z0-9_])\(0[1-9]\d{{0,4}}\){Separator}{{0,2}}\d{{2,8}}(?:{Separator}\d{{1,8}}){{0,4}}{NoMoreDigits}")
        {
            Check = NationalNumbers.HasTrunkZero,
            TellingLength = 9,
        },
        new Detector($@"{NotInside}0[1-9]\d{{0,4}}(?: ?[/\-\u2013] ?|[ .\u00A0\u202F])\d{{2,8}}(?:{Separator}\d{{1,8}}){{0,5}}{NoMoreDigits}")
        {
            Check = NationalNumbers.HasTrunkZero,
            TellingLength = 9,
        },
        new Detector($@"{NotInside}0[1-9]\d{{8,10}}(?![A-Za-z0-9_])") { Check = NationalNumbers.IsUnbroken, TellingLength = 9 },
        new Detector(
            NotInside + @"(?:[679]\d{2}[ \-]\d{3}[ \-]\d{3}|[6789]\d{2}(?:[ \-]\d{2}){3}|[89]\d[ \-]\d{3}(?:[ \-]\d{2}){2})"
            + $@"(?:[ .,\-]\d|[ \u00A0\u202F]?[€$£%])?{NoMoreDigits}")
        {
            Check = NationalNumbers.IsSpanish,
            LongestOnly = true,
            TellingLength = 9,
        },
        new Detector($@"(?<![A-Za-z0-9_.,\-/+])\(?\d(?:\)?{Separator}?\(?\d){{6,11}}{NoMoreDigits}")
        {
            Gate = PhoneWords.Precede,
            Check = NationalNumbers.IsNamed,
            TellingLength = 9,
        },
    ]);

    private static MatchCheck International(int prefix) => (text, start, end) =>
        InternationalNumbers.IsNumber(text[(start + prefix)..end]) && (prefix == 1 || !NationalNumbers.FollowsGroupOfFour(text[..start]));
}
