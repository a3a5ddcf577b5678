using System.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>Cuts the surroundings of a match out of a text, measured in UTF-8 bytes as the reference does.</summary>
internal static class Snippet
{
    private const int Context = 50;

    /// <summary>The original text from 50 bytes before the match to 50 bytes after it, with an ellipsis on a cut side.</summary>
    /// <param name="text">The original.</param>
    /// <param name="lower">What was searched: the original or its lower case, whose places in bytes are taken as those of the original.</param>
    /// <param name="index">Where the match starts in what was searched.</param>
    /// <param name="length">Its length there.</param>
    public static string Around(string text, string lower, int index, int length)
    {
        if (Ascii.IsValid(text))
        {
            var start = Math.Max(index - Context, 0);
            var end = Math.Min(index + length + Context, text.Length);
            return string.Concat(start > 0 ? "..." : "", text.AsSpan(start, end - start), end < text.Length ? "..." : "");
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var from = Encoding.UTF8.GetByteCount(lower.AsSpan(0, index));
        var to = from + Encoding.UTF8.GetByteCount(lower.AsSpan(index, length));
        return Cut(bytes, Math.Min(Math.Max(from - Context, 0), bytes.Length), Math.Min(to + Context, bytes.Length));
    }

    private static string Cut(byte[] bytes, int start, int end)
    {
        while (start < bytes.Length && start > 0 && IsContinuation(bytes[start]))
        {
            start--;
        }

        while (end < bytes.Length && IsContinuation(bytes[end]))
        {
            end++;
        }

        var cut = Encoding.UTF8.GetString(bytes.AsSpan(start, Math.Max(end - start, 0)));
        return string.Concat(start > 0 ? "..." : "", cut, end < bytes.Length ? "..." : "");
    }

    private static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;
}
