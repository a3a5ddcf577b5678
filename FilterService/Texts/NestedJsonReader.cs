using System.Globalization;
using LlmAspire.FilterService.Patterns;

namespace LlmAspire.FilterService.Texts;

/// <summary>
/// Takes the characters of a JSON text, as they come, apart into its strings and values: each becomes a text of its own, ended by
/// <see cref="CharSet.End"/>, with its escapes resolved. What is no JSON is a text as it stands.
/// </summary>
internal sealed class NestedJsonReader
{
    private readonly char[] _escape = new char[6];
    private int _escaped;
    private bool _begun;
    private bool _plain;
    private bool _inString;

    /// <summary>Whether the text so far ends within an escape, whose character is not known yet.</summary>
    public bool InEscape => _escaped > 0;

    /// <summary>Whether the next character stands outside the strings.</summary>
    public bool Outside => !_inString && !_plain;

    /// <summary>Takes one character.</summary>
    /// <param name="character">The character.</param>
    /// <returns>The character that it adds to the text; null while an escape is incomplete.</returns>
    public char? Take(char character)
    {
        if (!_begun && !char.IsWhiteSpace(character))
        {
            _begun = true;
            _plain = character is not ('{' or '[' or '"');
        }

        if (_plain)
        {
            return character;
        }

        if (!_inString)
        {
            _inString = character == '"';
            return character is '"' or '{' or '}' or '[' or ']' or ',' or ':' ? CharSet.End : character;
        }

        return _escaped > 0 || character == '\\' ? TakeEscape(character) : TakeInString(character);
    }

    private char? TakeInString(char character)
    {
        _inString = character != '"';
        return _inString ? character : CharSet.End;
    }

    private char? TakeEscape(char character)
    {
        _escape[_escaped++] = character;
        if (_escaped == 1)
        {
            return null;
        }

        if (_escape[1] != 'u')
        {
            _escaped = 0;
            return JsonCharReader.Unescaped(character);
        }

        if (_escaped > 2 && !char.IsAsciiHexDigit(character))
        {
            _escaped = 0;
            return character;
        }

        if (_escaped < 6)
        {
            return null;
        }

        _escaped = 0;
        return (char)ushort.Parse(_escape.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
