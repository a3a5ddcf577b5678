namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Phone numbers in international form and in the common national forms.</summary>
/// <remarks>
/// International: <c>+</c> or <c>00</c>, a country code that is assigned and a length that the country uses. National: North America
/// (3-3-4 with parentheses, hyphens, dots or blanks), Brazil, Russia, numbers with a trunk zero as in the United Kingdom, Germany,
/// France, Italy and their neighbours, and the groups in which Spain, Poland, Italy, Brazil, China, India and Australia write numbers without
/// one. A bare number without any of these is one only behind a word that says so (tel, call, Handy).
/// </remarks>
internal static class PhoneRule
{
    private const string Separator = @"[ .\-/\u00A0\u2007\u2009\u2010-\u2013\u202F\u2212]";
    private const string Hyphen = @"[.\-\u2010-\u2013\u2212]";
    private const string Digit = $@"(?:{Separator}{{0,3}}(?:\(\d{{1,5}}\){Separator}{{0,2}})?\d)";
    private const string NotInside = @"(?<![A-Za-z0-9_.,\-/+#$€£])";
    private const string NoMoreDigits = @"(?![0-9])";
    private const string GoesOn = @"(?:[\-./]\d{1,12})?";

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("phone", "[PHONE]", RuleAction.Redact,
    [
        new Detector($@"(?<![A-Za-z0-9_+.,])(?:\+ ?[1-9]|\(\+ ?\d{{1,3}}\){Separator}{{0,2}}\d){Digit}{{6,14}}{NoMoreDigits}")
        {
            Check = static (text, start, end) => InternationalNumbers.IsNumber(text[start..end]),
            TellingLength = 9,
        },
        new Detector($@"{NotInside}(?:00{Separator}?|0011{Separator}|011{Separator})[1-9]{Digit}{{6,14}}{NoMoreDigits}")
        {
            Check = IsInternational,
            TellingLength = 9,
        },
        new Detector($@"(?<![A-Za-z0-9_.\-/])(?:1[ .\-]?)?\(\d{{3}}\) ?{Hyphen}?\d{{3}}[ .\-\u2010-\u2013]?\d{{4}}{NoMoreDigits}")
        {
            TellingLength = 9,
        },
        new Detector(
            @"(?<![A-Za-z0-9_.\-/])(?:8 ?)?(?:\(\d{2}\) ?(?:9 ?)?\d{4,5}[ \-]\d{4}"
            + @"|\(\d{3}\) ?\d{3}-\d\d-\d\d|\(\d{2}\) \d{3} \d\d \d\d)" + NoMoreDigits)
        {
            TellingLength = 9,
        },
        new Detector(
            $@"{NotInside}(?:1[ .\-])?(?:\d{{3}}{Hyphen}\d{{3}}{Hyphen}\d{{4}}|[2-9]\d{{2}} \d{{3}}[ \-]\d{{4}}|[2-9]\d{{2}}[\-/]\d{{3}}-?\d{{4}})"
            + GoesOn + NoMoreDigits)
        {
            Check = NationalNumbers.IsNorthAmerican,
            LongestOnly = true,
            TellingLength = 9,
        },
        new Detector($@"(?<![A-Za-z0-9_])[(（]0[1-9]\d{{0,4}}[)）]{Separator}{{0,2}}\d{{2,8}}(?:{Separator}\d{{1,8}}){{0,4}}{NoMoreDigits}")
        {
            Check = NationalNumbers.HasTrunkZero,
            TellingLength = 9,
        },
        new Detector($@"{NotInside}0(?:[1-9]\d{{0,4}}| [89]\d\d)(?: ?[/\-\u2013] ?|[ .\u00A0\u202F]|\(\d{{3,4}}\))\d{{2,8}}(?:{Separator}\d{{1,8}}){{0,5}}{NoMoreDigits}")
        {
            Check = NationalNumbers.HasTrunkZero,
            TellingLength = 9,
        },
        new Detector($@"{NotInside}0[1-9]\d{{8,10}}(?![A-Za-z0-9_])") { Check = NationalNumbers.IsUnbroken, TellingLength = 9 },
        new Detector(
            NotInside + @"(?:[679]\d{2}[ \-]\d{3}[ \-]\d{3}|[6789]\d{2}(?:[ \-]\d{2}){3}|[89]\d[ \-]\d{3}(?:[ \-]\d{2}){2})"
            + $@"(?:[ .,\-]\d{{1,12}}|[ \u00A0\u202F]?[€$£%])?{NoMoreDigits}")
        {
            Check = NationalNumbers.IsSpanish,
            LongestOnly = true,
            TellingLength = 9,
        },
        new Detector(
            NotInside + @"(?:[1-9]\d \d{3} \d\d \d\d|[1-9]\d (?:[2-5]\d{3}|9 ?\d{4})-\d{4}|3[1-9]\d[ \-/]\d{7}"
            + @"|(?:45|5[0137])\d \d{3} \d{3}|[4-9]\d\d-\d{3}-\d{3}"
            + @"|1[3-9]\d[ \-]\d{4}[ \-]\d{4}|1[3-9]\d{9}|[6-9]\d{4}[ \-]\d{5}|1[38]00[ \-]\d{3}[ \-]\d{3,4})"
            + @"(?:[ .,\-]\d{1,12}|[A-Za-z_]|[ \u00A0\u202F]?[€$£%]| (?:bytes|rows|records|people|users|items|tokens|EUR|USD))?"
            + NoMoreDigits)
        {
            Check = NationalNumbers.IsOfOtherCountry,
            LongestOnly = true,
            TellingLength = 9,
        },
        new Detector($@"(?<![A-Za-z0-9_.,\-/+])\(?\d(?:\)?{Separator}{{0,3}}\(?\d){{6,14}}{NoMoreDigits}")
        {
            Gate = PhoneWords.Precede,
            Check = NationalNumbers.IsNamed,
            TellingLength = 9,
        },
    ]);

    // What one dials for a way out of the country: 00, in Australia 0011, in North America 011.
    private static bool IsInternational(ReadOnlySpan<char> text, int start, int end)
    {
        var match = text[start..end];
        var exit = match.StartsWith("0011") && !char.IsAsciiDigit(match[4]) ? 4 : match[1] == '1' ? 3 : 2;
        return InternationalNumbers.IsNumber(match[exit..]) && !NationalNumbers.FollowsGroupOfFour(text[..start])
            && !NationalNumbers.FollowsColonOfNumber(text[..start]);
    }
}
