using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>Ollama's list of models, <c>/api/tags</c>.</summary>
internal static class OllamaModels
{
    /// <summary>Writes the list.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="models">The models' names.</param>
    public static void WriteList(Utf8JsonWriter json, IEnumerable<string> models)
    {
        json.WriteStartObject();
        json.WriteStartArray("models");
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name", model);
            json.WriteString("model", model);
            json.WriteString("modified_at", "2026-01-01T00:00:00Z");
            json.WriteNumber("size", 0);
            json.WriteString("digest", "");
            json.WriteStartObject("details");
            json.WriteString("format", "mock");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
