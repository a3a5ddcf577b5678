using System.Buffers;
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
    public RequestReading Read(IncomingCall call) => ChatRequestReader.Read(call.Json);

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity) =>
        request.Streamed ? new ChatStreamWriter(request, plan, identity) : new ChatWholeWriter(request, plan, identity);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => OpenAiError.Write(failure, output);
}
