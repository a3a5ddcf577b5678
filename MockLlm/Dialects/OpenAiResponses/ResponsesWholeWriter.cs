using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>Writes a response in one JSON object, at the end.</summary>
internal sealed class ResponsesWholeWriter : WholeWriter
{
    private readonly ResponseObject _response;

    /// <summary>Writes <paramref name="response"/>.</summary>
    /// <param name="response">The response; it has no parts yet.</param>
    public ResponsesWholeWriter(ResponseObject response)
        : base(1) => _response = response;

    /// <inheritdoc/>
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        foreach (var part in Choices[0].All)
        {
            _response.Name(part);
            _response.Parts.Take(part);
        }

        _response.WriteMembers(json, _response.EndStatus);
    }
}
