using System.Globalization;
using System.Text;

namespace LlmAspire.Signals.Text;

/// <summary>
/// Lower case by Unicode's full mapping, the same in every culture: like the invariant one, and the two rules of SpecialCasing.txt that the
/// invariant one lacks: capital I with a dot becomes two characters, and a sigma that ends a word becomes a final sigma.
/// </summary>
public static class LowerCase
{
    private const char CapitalIWithDot = '\u0130';
    private const char CapitalSigma = '\u03A3';

    /// <summary>The text in lower case; the same instance when nothing changes.</summary>
    public static string Of(string text) =>
        text.AsSpan().IndexOfAny(CapitalIWithDot, CapitalSigma) < 0 ? text.ToLowerInvariant() : OfSpecial(text);

    private static string OfSpecial(string text)
    {
        var lower = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case CapitalIWithDot:
                    lower.Append("i\u0307");
                    break;
                case CapitalSigma:
                    lower.Append(EndsWord(text, i) ? '\u03C2' : '\u03C3');
                    break;
                default:
                    i += AppendRune(lower, text, i) - 1;
                    break;
            }
        }

        return lower.ToString();
    }

    private static int AppendRune(StringBuilder lower, string text, int at)
    {
        if (Rune.TryGetRuneAt(text, at, out var rune))
        {
            lower.Append(Rune.ToLowerInvariant(rune).ToString());
            return rune.Utf16SequenceLength;
        }

        lower.Append(text[at]);
        return 1;
    }

    // Unicode's Final_Sigma: a cased letter before it and none after it, characters that do not count for case aside.
    private static bool EndsWord(string text, int at) => FollowsCased(text.AsSpan(0, at)) && !LeadsCased(text.AsSpan(at + 1));

    private static bool FollowsCased(ReadOnlySpan<char> before)
    {
        while (!before.IsEmpty)
        {
            Rune.DecodeLastFromUtf16(before, out var rune, out var length);
            if (!IsIgnorable(rune))
            {
                return IsCased(rune);
            }

            before = before[..^length];
        }

        return false;
    }

    private static bool LeadsCased(ReadOnlySpan<char> after)
    {
        foreach (var rune in after.EnumerateRunes())
        {
            if (!IsIgnorable(rune))
            {
                return IsCased(rune);
            }
        }

        return false;
    }

    private static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsIgnorable(Rune rune) => rune.Value is '\'' or '.' or ':' or '^' or '`' or 0xB7 or 0x2018 or 0x2019 or 0x2024 or 0x2027
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
