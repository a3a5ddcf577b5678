namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Payment card numbers: 13 to 19 digits with the Luhn check digit (ISO/IEC 7812-1), in one run or in the groups cards
/// show.</summary>
internal static class CardRule
{
    private const int Fewest = 13;
    private const int Most = 19;

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("card", "[CARD]", RuleAction.Redact,
    [
        new Detector(@"(?<![A-Za-z0-9_.\-+])[2-689](?:[ \-\u00A0\u2009\u2010\u2011\u2013\u202F]?\d){12,18}(?:(?![0-9])|[.,]\d)")
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
        var (count, group) = (0, 0);
        foreach (var character in text[start..end])
        {
            if (char.IsAsciiDigit(character) && count < Most)
            {
                digits[count++] = character - '0';
                groups[group]++;
            }
            else
            {
                group++;
            }
        }

        // A decimal number is no card.
        var decimals = text[start..end].ContainsAny('.', ',') || text[end..] is ['.' or ',', var next, ..] && char.IsAsciiDigit(next);
        return count >= Fewest && !decimals && !AreYears(text[start..end]) && !InIban(text[..start]) && IsIssued(digits[..count]) && AreCardGroups(groups[..(group + 1)]) && Luhn(digits[..count]);
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

    // Industries 2 to 6 issue payment cards; of 8 and 9 only RuPay (81, 82) and Troy (9792) do. ISBN-13 begins with 978 and 979.
    private static bool IsIssued(ReadOnlySpan<int> digits) => digits switch
    {
        [8, 1 or 2, ..] or [9, 7, 9, 2, ..] => true,
        [8 or 9, ..] => false,
        _ => true,
    };

    private static bool AreCardGroups(ReadOnlySpan<int> groups)
    {
        if (groups is [_] or [4, 6, 5] or [4, 6, 4] or [6, 13] or [6, 10] or [4, 3, 3, 3] or [6, 4, 5] || groups.IndexOfAnyExcept(1) < 0)
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
