using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects.OpenAi;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>OpenAI chat completions.</summary>
internal sealed class ChatDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "openai.chat";

    /// <inheritdoc/>
    public FailureWording Wording => OpenAiWording.Instance;

    /// <inheritdoc/>
    public RequestReading Read(JsonElement body) => ChatRequestReader.Read(body);

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerIdentity identity, TokenUsage usage) =>
        request.Streamed ? new ChatStreamWriter(request, identity) : new ChatWholeWriter(request, identity);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => OpenAiError.Write(failure, output);
}
