using System.Buffers;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects.OpenAi;
using LlmAspire.MockLlm.Recordings;

namespace LlmAspire.MockLlm.Dialects.Raw;

/// <summary>
/// Any other path: a request is not read beyond its model, which may stand in the body or in the path, and an answer's text is sent as it
/// is.
/// So scripts and recordings can play every API that the mock does not know.
/// </summary>
internal sealed class RawDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "raw";

    /// <inheritdoc/>
    public FailureWording Wording => OpenAiWording.Instance;

    /// <inheritdoc/>
    public RequestReading Read(IncomingCall call) => new AnswerRequest
    {
        Model = call.Json?.Text("model") ?? ModelIn(call.Path),
        Streamed = true,
        Script = call.Json is { } body ? new RequestMembers(body, Wording).Script() : null,
    };

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity) => new RawWriter();

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => OpenAiError.Write(failure, output);

    private static string ModelIn(string path)
    {
        var at = path.IndexOf(RecordingLibrary.ModelPrefix, StringComparison.Ordinal);
        if (at < 0)
        {
            return "";
        }

        // Gemini writes the verb behind a colon, Bedrock behind a slash: a recording is a dialect and a file.
        var parts = path[at..].Split(':')[0].Split('/');
        return string.Join('/', parts.Take(3));
    }
}
