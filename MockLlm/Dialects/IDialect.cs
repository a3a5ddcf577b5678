using System.Buffers;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>The shape of one provider API: how its requests are read and its answers and errors are written. Stateless.</summary>
internal interface IDialect
{
    /// <summary>The dialect's name, such as <c>openai.chat</c>.</summary>
    string Name { get; }

    /// <summary>How the provider words what is wrong.</summary>
    FailureWording Wording { get; }

    /// <summary>Reads and checks a request, as strictly as the provider does.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The request or what is wrong with it.</returns>
    RequestReading Read(IncomingCall call);

    /// <summary>The writer for one answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends and what it costs: known before, since some dialects say it first.</param>
    /// <param name="identity">The answer's ids and date.</param>
    /// <returns>A writer that is used once, by one caller at a time.</returns>
    IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity);

    /// <summary>Writes the JSON body of an error.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <param name="output">Takes the bytes.</param>
    void WriteError(Failure failure, IBufferWriter<byte> output);
}
