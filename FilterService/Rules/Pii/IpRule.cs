using System.Buffers;
using System.Net;

namespace LlmAspire.FilterService.Rules.Pii;

/// <summary>IPv4 and IPv6 addresses, except those that name no machine of anybody: loopback, unspecified, network masks,
/// networks.</summary>
/// <remarks>
/// A version number looks like an IPv4 address; the words before tell (<see cref="VersionWords"/>). Of an IPv6 address that is shortened
/// with
/// <c>::</c> the first group must be one that is assigned (2000::/3, fc00::/7, fe80::/10, ff00::/8, 64:ff9b::/96, or an IPv4 address that is mapped).
/// </remarks>
internal static class IpRule
{
    private const string Octet = @"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)";
    private const string Four = $@"(?:{Octet}\.){{3}}{Octet}";
    private const string Group = "[0-9A-Fa-f]{1,4}";
    private const string Zone = @"(?:%[A-Za-z0-9]{1,20}(?:[._\-][A-Za-z0-9]{1,20}){0,3})?";

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("ABCDEFabcdef0123456789");

    /// <summary>Makes the rule.</summary>
    /// <returns>The rule.</returns>
    public static Rule Create() => new("ip", "[IP]", RuleAction.Redact,
    [
        new Detector($@"(?<![A-Za-z0-9.]){Four}(?:(?![A-Za-z0-9])|\.[A-Za-z0-9]|[\-+][A-Za-z]|_[A-Za-z0-9])")
        {
            Check = IsVersion4,
            LongestOnly = true,
            TellingLength = 7,
        },
        new Detector(
            $@"(?<![A-Za-z0-9_.])(?:{Group})?(?:(?::{{1,2}}{Group}){{1,7}}(?:::)?|(?::{{1,2}}{Group}){{0,6}}:{{1,2}}{Four})"
            + $"{Zone}(?![A-Za-z0-9_:])")
        {
            Check = IsVersion6,
            LongestOnly = true,
            TellingLength = 10,
        },
    ]);

    private static bool IsVersion4(ReadOnlySpan<char> text, int start, int end)
    {
        // What goes on behind it, such as a fifth number or a suffix, is matched too, and is no part of an address.
        return IPAddress.TryParse(text[start..end], out var address) && text[start..end].Count('.') == 3 && NamesAMachine(address)
            && !(text[..start] is [.., var longer, '_'] && char.IsLetterOrDigit(longer)) && !VersionWords.Precede(text[..start]);
    }

    private static bool IsVersion6(ReadOnlySpan<char> text, int start, int end)
    {
        if (text[..start].EndsWith(":") && !FollowsWord(text[..(start - 1)]))
        {
            return false;
        }

        var address = text[start..end];
        address = address.IndexOf('%') is var zone and >= 0 ? address[..zone] : address;
        if (!IPAddress.TryParse(address, out var parsed) || IPAddress.IsLoopback(parsed) || parsed.Equals(IPAddress.IPv6Any))
        {
            return false;
        }

        // Eight pairs of digits are an identifier of hardware (EUI-64).
        if (address.Length == 23 && address[2..].IndexOf(':') == 0 && address.Count(':') == 7)
        {
            return false;
        }

        var first = address[..address.IndexOf(':')];
        return address.IndexOf("::") < 0
            || first is ['2' or '3', _, _, _] or ['f' or 'F', 'c' or 'd' or 'e' or 'f' or 'C' or 'D' or 'E' or 'F', _, _]
            || address.StartsWith("64:ff9b::", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase)
            || (address.StartsWith("::") && address.Contains('.'));
    }

    // "IPv6:2001:db8::1" is announced by a word; what stands behind hexadecimal digits and a colon is a part of something else.
    private static bool FollowsWord(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOfAnyExcept(WordCharacters) + 1)..];
        return word.IndexOfAnyExcept(Hexadecimal) >= 0;
    }

    private static bool NamesAMachine(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);

        // What ends with two zeros is a network or a version.
        return bytes[0] is not (0 or 127 or 255) && !(bytes[2] == 0 && bytes[3] == 0);
    }
}
