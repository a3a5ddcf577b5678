using System.Runtime.InteropServices;
using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects.Embeddings;

/// <summary>Writes a list of embeddings.</summary>
internal sealed class EmbeddingsWriter : WholeWriter
{
    private readonly EmbeddingsRequest _request;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    public EmbeddingsWriter(EmbeddingsRequest request)
        : base(1) => _request = request;

    /// <inheritdoc/>
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < _request.Inputs.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", i);
            json.WritePropertyName("embedding");
            WriteVector(json, TextVector.Of(_request.Inputs[i], _request.Dimensions));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", _request.Model);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", _request.InputTokens);
        json.WriteNumber("total_tokens", _request.InputTokens);
        json.WriteEndObject();
    }

    private void WriteVector(Utf8JsonWriter json, float[] vector)
    {
        if (_request.Base64)
        {
            json.WriteBase64StringValue(MemoryMarshal.AsBytes<float>(vector));
            return;
        }

        json.WriteStartArray();
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
