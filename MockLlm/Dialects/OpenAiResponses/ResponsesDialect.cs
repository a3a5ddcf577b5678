using System.Buffers;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects.OpenAi;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>OpenAI Responses. The mock keeps no responses: one that refers to an earlier one is refused as OpenAI refuses an unknown
/// id.</summary>
internal sealed class ResponsesDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "openai.responses";

    /// <inheritdoc/>
    public FailureWording Wording => OpenAiWording.Instance;

    /// <inheritdoc/>
    public RequestReading Read(IncomingCall call) => ResponsesRequestReader.Read(call.Json);

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
    {
        var response = new ResponseObject((ResponsesRequest)request, plan, identity);
        return request.Streamed ? new ResponsesStreamWriter(response, identity) : new ResponsesWholeWriter(response);
    }

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => OpenAiError.Write(failure, output);
}
