using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects.OpenAi;

/// <summary>OpenAI's model objects.</summary>
internal static class OpenAiModels
{
    /// <summary>The date of every model: 2026-01-01T00:00:00Z in Unix seconds.</summary>
    private const long Created = 1_767_225_600;

    /// <summary>Writes the list.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="models">The models' names.</param>
    public static void WriteList(Utf8JsonWriter json, IEnumerable<string> models)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in models)
        {
            WriteOne(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes one model.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="model">The model's name.</param>
    public static void WriteOne(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteNumber("created", Created);
        json.WriteString("owned_by", "mock-llm");
        json.WriteEndObject();
    }
}
