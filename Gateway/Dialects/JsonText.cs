using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Turns the inside of a JSON string into text. Bytes that are no UTF-8 become replacement characters instead of an error.</summary>
internal static class JsonText
{
    /// <summary>Decodes <paramref name="raw"/>; a cut or wrong escape stays as it stands.</summary>
    /// <param name="raw">The string's bytes without its quotes.</param>
    /// <returns>The text.</returns>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        var text = Encoding.UTF8.GetString(raw);
        var first = text.IndexOf('\\', StringComparison.Ordinal);
        if (first < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i += Unescape(text, i + 1, result);
        }

        return result.ToString();
    }

    /// <summary>Writes what a model wrote as JSON: as the JSON it is, or as a text when it is none.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="text">What the model wrote.</param>
    public static void WriteJsonOrText(Utf8JsonWriter json, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }

    private static int Unescape(string text, int at, StringBuilder result)
    {
        switch (text[at])
        {
            case 'n': result.Append('\n'); return 1;
            case 't': result.Append('\t'); return 1;
            case 'r': result.Append('\r'); return 1;
            case 'b': result.Append('\b'); return 1;
            case 'f': result.Append('\f'); return 1;
            case '"' or '\\' or '/': result.Append(text[at]); return 1;
            case 'u' when at + 4 < text.Length
                && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                result.Append((char)code);
                return 5;
            default: result.Append('\\'); return 0;
        }
    }
}
