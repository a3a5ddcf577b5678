namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Payment card numbers: 13 to 19 digits with the Luhn check digit (ISO/IEC 7812-1), in one run or in the groups cards
/// show.</summary>
internal static class CardRule
{
    private const int Fewest = 13;
    private const int Most = 19;
    private const string Blank = @"[ \u00A0\u2007\u2009\u202F]";

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("card", "[CARD]", RuleAction.Redact,
    [
        new Detector(
            $@"(?<![A-Za-z0-9_+])[2-689](?:(?:{Blank}{{0,2}}|{Blank}?[.\-\u2010\u2011\u2013]{Blank}?)\d){{12,18}}"
            + @"(?:(?![0-9])|[.,]\d)")
        {
            Check = IsCard,
            TellingLength = 12,
        },
    ]);

    private static bool IsCard(ReadOnlySpan<char> text, int start, int end)
    {
        Span<int> digits = stackalloc int[Most];
        Span<int> groups = stackalloc int[Most];
        groups.Clear();
        var (count, group, inGroup) = (0, -1, false);
        foreach (var character in text[start..end])
        {
            var isDigit = char.IsAsciiDigit(character);
            if (isDigit && count < Most)
            {
                group += inGroup ? 0 : 1;
                digits[count++] = character - '0';
                groups[group]++;
            }

            inGroup = isDigit;
        }

        return count >= Fewest && !IsDecimal(text, start, end, group) && !AreYears(text[start..end]) && !InIban(text[..start])
            && IsIssued(digits[..count]) && AreCardGroups(groups[..(group + 1)]) && Luhn(digits[..count]);
    }

    // A number with decimals is no card, nor what stands behind a point or a hyphen of something longer.
    private static bool IsDecimal(ReadOnlySpan<char> text, int start, int end, int points)
    {
        var match = text[start..end];
        return match.Contains(',') || (match.Contains('.') && (points < 2 || match.Count('.') != points))
            || (text[end..] is ['.' or ',', var next, ..] && char.IsAsciiDigit(next))
            || (text[..start] is [.., var whole, '.'] && !char.IsLetter(whole))
            || (text[..start] is [.., var longer, '-'] && char.IsLetterOrDigit(longer));
    }

    // The groups of an account number whose check digits are wrong are no card either.
    private static bool InIban(ReadOnlySpan<char> before) =>
        before is [.., var a, var b, var c, var d, ' '] && char.IsAsciiLetterUpper(a) && char.IsAsciiLetterUpper(b)
        && char.IsAsciiDigit(c) && char.IsAsciiDigit(d);

    // A row of years passes the check digit one time in ten.
    private static bool AreYears(ReadOnlySpan<char> match)
    {
        foreach (var group in match.Split(' '))
        {
            if (match[group] is not (['2', '0', _, _] or ['1', '9', _, _]))
            {
                return false;
            }
        }

        return true;
    }

    // Industries 2 to 6 issue payment cards; of 8 and 9 only RuPay (81, 82), Uzcard (8600), Humo (9860) and Troy (9792) do.
    // ISBN-13 begins with 978 and 979.
    private static bool IsIssued(ReadOnlySpan<int> digits) => digits switch
    {
        [8, 1 or 2, ..] or [8, 6, 0, 0, ..] or [9, 8, 6, 0, ..] or [9, 7, 9, 2, ..] => true,
        [8 or 9, ..] => false,
        _ => true,
    };

    private static bool AreCardGroups(ReadOnlySpan<int> groups)
    {
        if (groups.Length == 1 || groups.IndexOfAnyExcept(1) < 0
            || groups is [4, 6, 5] or [4, 6, 4] or [4, 4, 5] or [4, 12] or [4, 3, 3, 3] or [6, 13] or [6, 12] or [6, 10] or [6, 4, 5] or [8, 8])
        {
            return true;
        }

        return groups[..^1].IndexOfAnyExcept(4) < 0 && groups[^1] <= 4;
    }

    private static bool Luhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var doubled = (digits.Length - i) % 2 == 0;
            var digit = doubled ? digits[i] * 2 : digits[i];
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0 && digits.IndexOfAnyExcept(digits[0]) >= 0;
    }
}
