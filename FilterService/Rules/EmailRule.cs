using System.Buffers;

namespace LlmAspire.FilterService.Rules;

/// <summary>Replaces e-mail addresses with <c>[EMAIL]</c>.</summary>
/// <remarks>
/// <para>Rule: letters, digits and <c>. _ % + -</c>, an at sign, then a domain of two or more labels (letters, digits, hyphens) whose last
/// is
/// two or more letters. A dot or hyphen at the very end is not part of it, and neither is a JSON escape before it: in
/// <c>"\nbob@example.com"</c> the <c>n</c> belongs to the line break.</para>
/// <para>Known misses: an address that is cut by the border between two chunks escapes, since a rule sees one chunk at a time; so does one
/// spread over the JSON of several events, one whose at sign is escaped (<c>\u0040</c>), a quoted local part, and an address to a host
/// without a dot. Of an address with letters beyond ASCII only the ASCII end is replaced.</para>
/// </remarks>
internal sealed class EmailRule : IByteRule
{
    private const byte At = (byte)'@';
    private const int UnicodeEscapeDigits = 4;

    private static readonly SearchValues<byte> LocalPart =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+-"u8);

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> Domain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"u8);

    /// <inheritdoc/>
    public int Rewrite(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        var replaced = 0;
        var copied = 0;
        var from = 0;
        while (input[from..].IndexOf(At) is var found and >= 0)
        {
            var at = from + found;
            from = at + 1;
            var start = StartOfLocalPart(input, copied, at);
            var end = at + 1 + DomainLength(input[(at + 1)..]);
            if (start == at || end == at + 1)
            {
                continue;
            }

            output.Write(input[copied..start]);
            output.Write("[EMAIL]"u8);
            copied = from = end;
            replaced++;
        }

        output.Write(input[copied..]);
        return replaced;
    }

    private static int StartOfLocalPart(ReadOnlySpan<byte> input, int least, int at)
    {
        var start = least + input[least..at].LastIndexOfAnyExcept(LocalPart) + 1;
        if (EndsInBackslash(input[..start]))
        {
            start += start < at && input[start] == (byte)'u' ? 1 + UnicodeEscapeDigits : 1;
        }

        while (start < at && input[start] == (byte)'.')
        {
            start++;
        }

        return Math.Min(start, at);
    }

    /// <summary>An odd number of backslashes escapes what follows; an even number is backslashes.</summary>
    private static bool EndsInBackslash(ReadOnlySpan<byte> before)
    {
        var run = before.Length - 1 - before.LastIndexOfAnyExcept((byte)'\\');
        return run % 2 == 1;
    }

    /// <summary>The length of the domain that the bytes begin with, or 0 when they begin with none.</summary>
    private static int DomainLength(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOfAnyExcept(Domain);
        var domain = (length < 0 ? bytes : bytes[..length]).TrimEnd(".-"u8);
        var lastDot = domain.LastIndexOf((byte)'.');
        if (lastDot <= 0 || domain.IndexOf(".."u8) >= 0 || domain[0] == (byte)'.')
        {
            return 0;
        }

        var topLevel = domain[(lastDot + 1)..];
        return topLevel.Length >= 2 && !topLevel.ContainsAnyExcept(Letters) ? domain.Length : 0;
    }
}
