using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>Ollama's own <c>/api/chat</c>: lines of JSON, streamed unless the request says otherwise.</summary>
internal sealed class OllamaChatDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "ollama";

    /// <inheritdoc/>
    public FailureWording Wording => OllamaWording.Instance;

    /// <inheritdoc/>
    public RequestReading Read(IncomingCall call) => OllamaRequestReader.Read(call.Json);

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity) =>
        request.Streamed ? new OllamaStreamWriter(request, plan, identity) : new OllamaWholeWriter(request, plan, identity);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        json.WriteStartObject();
        json.WriteString("error", failure.Message);
        json.WriteEndObject();
    }
}
