using System.Buffers;
using System.Collections.Frozen;

namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>Tells by the words before it whether a dotted number is a version or a section rather than an address.</summary>
internal static class VersionWords
{
    private const int MostWords = 6;

    // Less than is kept of a streamed text, so that the answer is the same for one that comes whole.
    private const int MostCharacters = 100;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create(" \t\"'=:()[]<>~^*`,_-\uFFFF");
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\"'=:()[]<>~^*`,/\n\uFFFF");
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.vV");

    private static readonly string[] Ends =
    [
        "version", "versions", "versión", "versione", "versie", "release", "releases", "build", "revision", "firmware", "update", "upgrade",
        "upgraded", "updated", "downgrade", "patch", "driver", "section", "chapter", "clause", "paragraph", "abschnitt", "kapitel", "ziffer",
        "sección", "runtime", "changelog", "package",
    ];

    // Too short to be looked for at the end of a longer word.
    private static readonly FrozenSet<string> Words = new[] { "v", "ver", "ver.", "rev", "rev.", "oid", "sdk", "tag", "nuget", "ec" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WordSpans = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    // Words that may stand between a version's word and its number.
    private static readonly FrozenSet<string> Between = new[]
    {
        "to", "from", "and", "or", "is", "was", "than", "the", "of", "in", "with", "auf", "von", "bis", "und", "ist", "oder", "de", "à", "la",
        "et", "est", "a", "y", "es", "number", "no", "nr", "up", "v",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BetweenSpans = Between.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Looks at the words before.</summary>
    /// <param name="before">The text before the number.</param>
    /// <returns>True when they speak of a version or a section.</returns>
    public static bool Precede(ReadOnlySpan<char> before)
    {
        before = before[Math.Max(0, before.Length - MostCharacters)..];

        // A product and its version, as in a user agent; an address has two slashes before it, or none.
        if (before is [.., var letter, '/'] && char.IsLetterOrDigit(letter))
        {
            return true;
        }

        if (before is [.., '§'] or [.., '§', ' '])
        {
            return true;
        }

        var range = false;
        for (var i = 0; i < MostWords; i++)
        {
            before = before[..(before.LastIndexOfAnyExcept(Punctuation) + 1)];
            var start = before.LastIndexOfAny(WordEnds) + 1;
            var word = before[start..];
            if (EndsLikeVersion(word))
            {
                return true;
            }

            if (word.IsEmpty || !(BetweenSpans.Contains(word) || IsNumber(word)))
            {
                return range && SpeaksOfVersions(before);
            }

            range |= word is "from" or "to" or "von" or "auf" or "de" or "à";

            before = before[..start];
        }

        return false;
    }

    private static bool EndsLikeVersion(ReadOnlySpan<char> word)
    {
        foreach (var end in Ends)
        {
            if (word.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return WordSpans.Contains(word);
    }

    // "Bump X from 1.2.3.4 to 1.2.3.5"
    private static bool SpeaksOfVersions(ReadOnlySpan<char> before)
    {
        var line = before[(before.LastIndexOf('\n') + 1)..];
        return line.Contains("bump", StringComparison.OrdinalIgnoreCase) || line.Contains("upgrad", StringComparison.OrdinalIgnoreCase)
            || line.Contains("version", StringComparison.OrdinalIgnoreCase) || line.Contains("migrat", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsNumber(ReadOnlySpan<char> word) => word.IndexOfAnyExcept(Numeric) < 0;
}
