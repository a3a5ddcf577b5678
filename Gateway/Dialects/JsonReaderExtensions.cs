using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Reads JSON whose texts may be anything.</summary>
internal static class JsonReaderExtensions
{
    /// <summary>Whether a name or a text is a certain one; one that is no Unicode, such as half a surrogate pair, is none.</summary>
    /// <param name="reader">The reader, at a name or a text.</param>
    /// <param name="text">What it may be.</param>
    /// <returns>True when it is.</returns>
    public static bool IsText(this ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueTextEquals(text);
        }

        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
