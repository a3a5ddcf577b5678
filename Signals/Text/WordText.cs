using System.Globalization;
using System.Text;

namespace LlmAspire.Signals.Text;

/// <summary>Unicode's letters and word characters, by scalar value.</summary>
public static class WordText
{
    /// <summary>The text without everything that is neither letter, number, underscore nor white space, its words joined by single spaces.</summary>
    public static string WithoutPunctuation(string text)
    {
        var kept = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                pendingSpace = kept.Length > 0;
            }
            else if (IsAlphabetic(rune) || IsNumeric(rune) || rune.Value == '_')
            {
                kept.Append(pendingSpace ? " " : "").Append(rune.ToString());
                pendingSpace = false;
            }
        }

        return kept.ToString();
    }

    /// <summary>Unicode's Alphabetic, as near as general categories tell: letters, letter numbers, spacing vowel signs, circled letters.</summary>
    public static bool IsAlphabetic(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber
        or UnicodeCategory.SpacingCombiningMark || IsCircledLetter(rune.Value);

    /// <summary>Unicode's Uppercase: capital letters, capital Roman numerals and circled capitals.</summary>
    public static bool IsUppercase(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter
        || rune.Value is (>= 0x2160 and <= 0x216F) or (>= 0x24B6 and <= 0x24CF) or (>= 0x1F130 and <= 0x1F149)
            or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    private static bool IsNumeric(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsCircledLetter(int value) => value is (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149)
        or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}
