using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>How JSON is written on every wire: as the providers do, in UTF-8 with nothing escaped that need not be.</summary>
internal static class WireJson
{
    /// <summary>The writer's settings.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = WireEncoder.Instance };

    /// <summary>Writes JSON that a script gave as text, where a dialect wants it as a value.</summary>
    /// <param name="json">Takes the value.</param>
    /// <param name="text">The text.</param>
    public static void WriteJsonOrText(Utf8JsonWriter json, string text)
    {
        try
        {
            using var value = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
            value.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }
}
