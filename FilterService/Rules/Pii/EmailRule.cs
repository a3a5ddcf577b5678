namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>E-mail addresses.</summary>
/// <remarks>
/// A local part of 1 to 64 characters (RFC 5321 and 6531: Latin, Greek and Cyrillic letters, digits, <c>. _ % + - ' !</c>, or others within
/// quotes, but no blank), an at sign, and a domain of two or more labels of any script that ends in a top-level domain: ASCII letters,
/// punycode, or one of another script; or an address in brackets. Scripts without blanks between words cannot tell where a local part
/// begins: of these, and of a quoted one with blanks, the at sign and the domain are redacted. A host without a dot is a known miss.
/// </remarks>
internal static class EmailRule
{
    private const string Letters = @"A-Za-z0-9\u00C0-\u024F\u0370-\u052F";
    private const string OtherLetters = @"\u0530-\u1DFF\u3005-\u3007\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3";
    private const string Label = $@"(?:[{Letters}][{Letters}\-_]{{0,62}}|[{OtherLetters}][{Letters}{OtherLetters}\-]{{0,30}})";

    // Top-level domains of scripts whose words stand apart, and of others those that are registered (IANA root zone).
    private const string OtherTopLevel = @"[\u0370-\u052F]{2,12}|[\u0590-\u06FF]{2,12}|[\u0900-\u097F]{2,12}"
        + "|中国|中國|公司|网络|網絡|香港|台湾|台灣|在线|网址|网店|商城|新加坡|みんな|コム|한국|닷컴|ไทย";

    private const string Domain =
        $@"@(?:(?:{Label}\.){{1,9}}(?:[A-Za-z]{{2,24}}|xn--[A-Za-z0-9\-]{{2,59}}|{OtherTopLevel})(?![A-Za-z0-9])"
        + @"|\[(?:IPv6:)?[0-9A-Fa-f:.]{3,45}\])";

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("email", "[EMAIL]", RuleAction.Redact,
    [
        new Detector($@"(?<![{Letters}_%+\-])[{Letters}_%+\-][{Letters}._%+'!\-]{{0,63}}{Domain}")
        {
            // A remote of git looks like an address, and is nobody's.
            Check = static (text, start, _) => !text[start..].StartsWith("git@"),
            TellingCharacter = '@',
        },
        new Detector($@"(?<![A-Za-z0-9\\])""[^""\s@]{{1,64}}""{Domain}") { TellingCharacter = '@' },
        new Detector(Domain) { Gate = EndsLocalPart, TellingCharacter = '@' },
    ]);

    private static bool EndsLocalPart(ReadOnlySpan<char> before) => before switch
    {
        [.., var inner, '"'] => char.IsLetterOrDigit(inner),
        [.., '?' or '^'] => true,
        [.., var last] => last > '\u052F' && char.IsLetter(last),
        _ => false,
    };
}
