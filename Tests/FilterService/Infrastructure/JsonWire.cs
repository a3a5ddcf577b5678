using System.Globalization;
using System.Text;

namespace LlmAspire.Tests.FilterService.Infrastructure;

/// <summary>JSON strings with halves of surrogate pairs in them, which System.Text.Json neither writes nor reads.</summary>
internal static class JsonWire
{
    /// <summary>Writes a JSON string with every character beyond ASCII, and the at sign and plus sign, escaped.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The string without quotes.</returns>
    public static string Escape(string text) => Write(text, character => character is < ' ' or > '~' or '@' or '+');

    /// <summary>Writes a JSON string with only what must be escaped escaped.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The string without quotes.</returns>
    public static string Plain(string text) => Write(text, character => character < ' ' || char.IsSurrogate(character));

    /// <summary>Reads a JSON string.</summary>
    /// <param name="json">The string without quotes.</param>
    /// <returns>The text.</returns>
    public static string Unescape(string json)
    {
        var text = new StringBuilder();
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                text.Append(json[i]);
                continue;
            }

            i++;
            text.Append(json[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                'u' => (char)ushort.Parse(json.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var other => other,
            });
            i += json[i] == 'u' ? 4 : 0;
        }

        return text.ToString();
    }

    /// <summary>Finds the strings of a member, wherever it stands.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="member">The member's name.</param>
    /// <returns>The texts in order.</returns>
    public static IEnumerable<string> TextsOf(string json, string member)
    {
        var marker = $"\"{member}\":\"";
        for (var at = json.IndexOf(marker, StringComparison.Ordinal); at >= 0; at = json.IndexOf(marker, at, StringComparison.Ordinal))
        {
            var start = at += marker.Length;
            while (json[at] != '"')
            {
                at += json[at] == '\\' ? 2 : 1;
            }

            yield return Unescape(json[start..at]);
        }
    }

    private static string Write(string text, Func<char, bool> escapes)
    {
        var json = new StringBuilder();
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => json.Append('\\').Append(character),
                '\n' => json.Append("\\n"),
                _ when escapes(character) => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => json.Append(character),
            };
        }

        return json.ToString();
    }
}
