namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Tells international phone numbers by country code and length (ITU-T E.164, at most 15 digits).</summary>
internal static class InternationalNumbers
{
    private const int Fewest = 8;
    private const int Most = 15;

    // The two-digit country codes; 1 and 7 have one digit, all others three.
    private const string TwoDigitCodes =
        "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

    // Not assigned (ITU list of E.164 country codes): nothing that begins so is a number.
    private const string NoCodes = "28 83 89";

    // Lengths of national numbers where a country uses few: code, fewest, most.
    private static readonly (string Code, int Fewest, int Most)[] Lengths =
    [
        ("1", 10, 10), ("7", 10, 10), ("20", 8, 10), ("27", 9, 9), ("30", 10, 10), ("31", 9, 9), ("32", 8, 9), ("33", 9, 9), ("34", 9, 9),
        ("36", 8, 9), ("39", 6, 11), ("40", 9, 9), ("41", 9, 9), ("43", 6, 12), ("44", 9, 10), ("45", 8, 8), ("46", 7, 9), ("47", 8, 8),
        ("48", 9, 9), ("49", 6, 11), ("52", 10, 11), ("55", 10, 11), ("61", 9, 9), ("64", 8, 10), ("65", 8, 8), ("81", 9, 10), ("82", 8, 10),
        ("86", 10, 11), ("90", 10, 10), ("91", 10, 10), ("351", 9, 9), ("352", 6, 11), ("353", 7, 9), ("354", 7, 7), ("358", 5, 11),
        ("380", 9, 9), ("420", 9, 9), ("421", 9, 9), ("423", 7, 9), ("852", 8, 8), ("971", 8, 9), ("972", 8, 9),
    ];

    /// <summary>Whether digits are a number.</summary>
    /// <param name="text">The country code and the number, with separators.</param>
    /// <returns>True when they are.</returns>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[32];
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) && count < digits.Length)
            {
                digits[count++] = character;
            }
        }

        var code = CodeLength(digits);
        if (count is < Fewest or > Most + 1 || code == 0)
        {
            return false;
        }

        // "+49 (0)30": the zero is dialled at home only.
        var national = count - code - (digits[code] == '0' ? 1 : 0);
        foreach (var (known, fewest, most) in Lengths)
        {
            if (digits[..code].SequenceEqual(known))
            {
                return national >= fewest && (national <= most || (count - code >= fewest && count - code <= most));
            }
        }

        return count <= Most;
    }

    private static int CodeLength(ReadOnlySpan<char> digits)
    {
        if (digits[0] is '1' or '7')
        {
            return 1;
        }

        return TwoDigitCodes.AsSpan().IndexOf(digits[..2]) >= 0 ? 2 : NoCodes.AsSpan().IndexOf(digits[..2]) >= 0 ? 0 : 3;
    }
}
