using System.Buffers;

namespace LlmAspire.Signals.Reference;

/// <summary>Reads out of a regular expression a text that every match of it contains, to be searched for first because that is much faster.</summary>
internal static class RequiredText
{
    private const int Shortest = 3;
    private const string KnownClasses = "sSwWdDbB";

    /// <summary>A search for the required texts of all patterns; null when one of them has none, so that nothing can be told.</summary>
    public static SearchValues<string>? OfAll(IEnumerable<string> patterns)
    {
        var texts = patterns.Select(Of).ToArray();
        return texts.Length == 0 || Array.Exists(texts, static text => text is null)
            ? null
            : SearchValues.Create(texts!, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// The longest run of plain ASCII letters, digits and blanks outside groups, classes and alternatives that is not optional; null when
    /// there is none of three characters or more, when the pattern has alternatives of its own, or when it has anything that this does not know.
    /// </summary>
    public static string? Of(string pattern)
    {
        if (pattern.Replace("(?:", "(", StringComparison.Ordinal).Contains("(?", StringComparison.Ordinal))
        {
            return null;
        }

        var longest = "";
        var run = "";
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            switch (character)
            {
                case '|':
                    return null;
                case '\\' when i + 1 < pattern.Length && (KnownClasses.Contains(pattern[i + 1]) || !char.IsAsciiLetterOrDigit(pattern[i + 1])):
                    (longest, run) = (Longer(longest, run), "");
                    i++;
                    break;
                case '\\':
                    return null;
                case '(' or '[':
                    (longest, run) = (Longer(longest, run), "");
                    i = EndOf(pattern, i);
                    break;
                case '?' or '*' or '{':
                    // What stands before may be missing.
                    (longest, run) = (Longer(longest, run.Length > 0 ? run[..^1] : ""), "");
                    i = character == '{' ? EndOf(pattern, i) : i;
                    break;
                case ' ' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                    run += character;
                    break;
                default:
                    (longest, run) = (Longer(longest, run), "");
                    break;
            }
        }

        longest = Longer(longest, run);
        return longest.Length >= Shortest ? longest : null;
    }

    private static string Longer(string one, string other) => other.Length > one.Length ? other : one;

    // The place of what closes the group, class or count that opens at a place; the pattern's end when nothing does.
    private static int EndOf(string pattern, int start)
    {
        var depth = 0;
        for (var i = start; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when --depth == 0:
                    return i;
            }
        }

        return pattern.Length;
    }
}
