using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>A scalar of a document that may be another without its meaning anything to the sink, or meaning only another text.</summary>
/// <param name="Start">Where it begins in the document, behind a string's opening quote.</param>
/// <param name="End">Where it ends, before a string's closing quote.</param>
/// <param name="IsString">Whether it is a string.</param>
/// <param name="IsText">Whether it stands at a place whose text is wanted.</param>
internal readonly record struct JsonHole(int Start, int End, bool IsString, bool IsText)
{
    private static readonly SearchValues<byte> TextEnds = SearchValues.Create("\"\\\n\r"u8);

    private static readonly SearchValues<byte> Scalars =
        SearchValues.Create("0123456789+-.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>How many bytes of what follows can stand in its place.</summary>
    /// <param name="rest">What follows.</param>
    /// <returns>The length; -1 when it does not end there.</returns>
    public int Match(ReadOnlySpan<byte> rest)
    {
        if (!IsString)
        {
            return rest.IndexOfAnyExcept(Scalars);
        }

        var at = 0;
        while (at < rest.Length)
        {
            var next = rest[at..].IndexOfAny(TextEnds);
            if (next < 0 || rest[at + next] is (byte)'\n' or (byte)'\r')
            {
                return -1;
            }

            at += next;
            if (rest[at] == '"')
            {
                return at;
            }

            // A line's end is no part of a string, escaped or not.
            if (at + 1 < rest.Length && rest[at + 1] is (byte)'\n' or (byte)'\r')
            {
                return -1;
            }

            at += 2;
        }

        return -1;
    }
}
