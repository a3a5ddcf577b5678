namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Tells national phone numbers from dates, order numbers and prices by their groups of digits.</summary>
internal static class NationalNumbers
{
    private const int MostGroups = 16;

    /// <summary>Whether a match of the form 3-3-4 is a number of North America.</summary>
    /// <inheritdoc cref="MatchCheck"/>
    public static bool IsNorthAmerican(ReadOnlySpan<char> text, int start, int end) => Digits(text[start..end]) switch
    {
        10 => !PartOfLongerNumber(text, start) && !FollowsColonOfNumber(text[..start]),
        11 => text[start] == '1',
        _ => false,
    };

    /// <summary>Whether a match that begins with a trunk zero is a number.</summary>
    /// <inheritdoc cref="MatchCheck"/>
    public static bool HasTrunkZero(ReadOnlySpan<char> text, int start, int end)
    {
        Span<int> all = stackalloc int[MostGroups];
        var match = text[start..end];
        var groups = all[..Groups(match, all)];
        if (FollowsColonOfNumber(text[..start]))
        {
            return false;
        }

        if (Digits(match) is < 9 or > 12 || match.IndexOfAnyExceptInRange('0', '1') < 0 || !match.ContainsAnyInRange('2', '9'))
        {
            return false;
        }

        // A part of a longer number in groups of four.
        if (groups[0] == 4 && FollowsGroupOfFour(text[..start]))
        {
            return false;
        }

        // Dates, a range of them, and numbers that are grouped in fours or as a marketplace groups its orders.
        if (groups is [2, 2, 4, ..] or [2, 2, 2, 2, 2, 2] or [2, 5, 5] or [2, 4, 2, ..])
        {
            return false;
        }

        // Numbers of a lottery, or of a table.
        if (groups.IndexOfAnyExcept(2) < 0 && text[end..] is [' ', var tens, var ones, ..] && char.IsAsciiDigit(tens) && char.IsAsciiDigit(ones))
        {
            return false;
        }

        // A decimal number, and the bytes of a dump.
        if ((match.Contains('.') && groups.Length < 3 && groups is not [4, 7 or 8]) || (match.Count(" 00") > 1 && groups.IndexOfAnyExcept(2) < 0))
        {
            return false;
        }

        var next = end < text.Length ? text[end] : ' ';
        return next is not ('-' or '.' or '/' or ',') || end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1])
            ? !(groups.IndexOfAnyExcept(4) < 0 && end + 1 < text.Length && next == ' ' && char.IsAsciiDigit(text[end + 1]))
            : false;
    }

    /// <summary>Whether digits without a break, the first a zero, are a number: France 10, the United Kingdom, Japan, India and Austria's mobiles
    /// 11, Germany's 11 or 12.</summary>
    /// <inheritdoc cref="MatchCheck"/>
    public static bool IsUnbroken(ReadOnlySpan<char> text, int start, int end)
    {
        var digits = text[start..end];
        var length = digits.Length switch
        {
            10 => true,
            11 => true,
            _ => digits[1] == '1' && digits[2] is '5' or '6' or '7',
        };
        return length && !FollowsColonOfNumber(text[..start]) && !PhoneWords.NameAnotherNumber(text[..start]);
    }

    /// <summary>Whether nine digits in groups are a number of Spain.</summary>
    /// <inheritdoc cref="MatchCheck"/>
    public static bool IsSpanish(ReadOnlySpan<char> text, int start, int end) =>
        Digits(text[start..end]) == 9 && char.IsAsciiDigit(text[end - 1]) && !text[start..end].EndsWith("000")
        && !PartOfLongerNumber(text, start);

    /// <summary>Whether digits in the groups of a country without a trunk zero are a number: Poland, Italy's mobiles, Brazil, China,
    /// India, Australia's service numbers.</summary>
    /// <inheritdoc cref="MatchCheck"/>
    public static bool IsOfOtherCountry(ReadOnlySpan<char> text, int start, int end)
    {
        var match = text[start..end];
        if (!char.IsAsciiDigit(match[^1]) || PartOfLongerNumber(text, start) || FollowsColonOfNumber(text[..start]))
        {
            return false;
        }

        // Without a break it could be a count, an amount or the number of something.
        if (match.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            return match.Length == 11 && !match.EndsWith("000") && !PhoneWords.NameAnotherNumber(text[..start]);
        }

        // What goes on behind it is matched too, and makes it something longer; "page 12 2019-2024" is a range.
        Span<int> all = stackalloc int[MostGroups];
        var groups = all[..Groups(match, all)];
        return groups is [2, 3, 2, 2] or [2, 5, 4] or [2, 1, 4, 4] or [3, 7] or [3, 3, 3] or [3, 4, 4] or [5, 5] or [4, 3, 3] or [4, 3, 4]
            || (groups is [2, 4, 4] && !IsRange(match[3..7], match[8..]));
    }

    /// <summary>Whether a match behind a word that announces a phone number is one.</summary>
    /// <inheritdoc cref="MatchCheck"/>
    public static bool IsNamed(ReadOnlySpan<char> text, int start, int end)
    {
        Span<int> all = stackalloc int[MostGroups];
        var groups = all[..Groups(text[start..end], all)];
        var match = text[start..end];
        if (match.IndexOfAnyExceptInRange('0', '9') < 0 && match.EndsWith("0000"))
        {
            return false;
        }

        return !(match.Count('.') == 3 && System.Net.IPAddress.TryParse(match, out _)) && groups is not ([4, 2, 2, ..] or [2, 2, 4, ..] or [1, 2, 4, ..] or [1, 1, 4, ..]);
    }

    /// <summary>Whether four digits and a blank stand before: what follows is then part of a longer number.</summary>
    /// <param name="before">The text before.</param>
    /// <returns>True when they do.</returns>
    public static bool FollowsGroupOfFour(ReadOnlySpan<char> before) =>
        before is [.., var a, var b, var c, var d, ' ']
        && char.IsAsciiDigit(a) && char.IsAsciiDigit(b) && char.IsAsciiDigit(c) && char.IsAsciiDigit(d);

    /// <summary>Whether a digit and a colon stand before, as in a time of day.</summary>
    /// <param name="before">The text before.</param>
    /// <returns>True when they do.</returns>
    public static bool FollowsColonOfNumber(ReadOnlySpan<char> before) => before is [.., var digit, ':'] && char.IsAsciiHexDigit(digit);

    private static bool IsRange(ReadOnlySpan<char> from, ReadOnlySpan<char> to) =>
        from[..2].SequenceEqual(to[..2]) || ((from.StartsWith("19") || from.StartsWith("20")) && to.StartsWith("20"));

    private static bool PartOfLongerNumber(ReadOnlySpan<char> text, int start) =>
        start >= 2 && text[start - 1] is ' ' or '\u00A0' or '\u202F' && char.IsAsciiDigit(text[start - 2]);

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return count;
    }

    private static int Groups(ReadOnlySpan<char> text, Span<int> groups)
    {
        groups.Clear();
        var (count, inGroup) = (0, false);
        foreach (var character in text)
        {
            var digit = char.IsAsciiDigit(character);
            count += digit && !inGroup && count < groups.Length ? 1 : 0;
            groups[Math.Max(0, count - 1)] += digit ? 1 : 0;
            inGroup = digit;
        }

        return count;
    }
}
