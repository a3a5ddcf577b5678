using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects.OpenAi;

namespace LlmAspire.MockLlm.Dialects.Embeddings;

/// <summary>OpenAI embeddings. The words of a model's script are not said; its waits, statuses and deaths hold.</summary>
internal sealed class EmbeddingsDialect : IDialect
{
    /// <summary>The length of a vector when the request does not say: that of the smaller of OpenAI's current models.</summary>
    private const int DefaultDimensions = 1536;

    private const int MaxDimensions = 4096;
    private const int MaxInputs = 2048;

    /// <inheritdoc/>
    public string Name => "openai.embeddings";

    /// <inheritdoc/>
    public FailureWording Wording => OpenAiWording.Instance;

    /// <inheritdoc/>
    public RequestReading Read(IncomingCall call)
    {
        var members = new RequestMembers(call.Json, OpenAiWording.Instance);
        var inputs = ReadInputs(members);
        var request = new EmbeddingsRequest
        {
            Model = members.RequiredText("model"),
            Inputs = inputs,
            Dimensions = members.Number("dimensions", 1, MaxDimensions) ?? DefaultDimensions,
            Base64 = ReadBase64(members),
            LastUserText = inputs.LastOrDefault() ?? "",
            InputTokens = inputs.Sum(input => Tokens.Count(input)),
            Script = members.Script(),
        };
        return members.Failure is { } failure ? failure : request;
    }

    /// <inheritdoc/>
    public IAnswerWriter CreateWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity) =>
        new EmbeddingsWriter((EmbeddingsRequest)request);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => OpenAiError.Write(failure, output);

    private static ImmutableArray<string> ReadInputs(RequestMembers members)
    {
        if (members.Optional("input") is not { } input)
        {
            members.Fail(OpenAiWording.Instance.Missing("input"));
            return [];
        }

        if (input.ValueKind == JsonValueKind.String)
        {
            return [input.GetString()!];
        }

        if (input.ValueKind != JsonValueKind.Array)
        {
            return members.FailType<ImmutableArray<string>>("input", "a string or an array", input, []);
        }

        if (input.GetArrayLength() is 0 or > MaxInputs)
        {
            members.Fail(OpenAiWording.Instance.OutOfRange("input", input.GetArrayLength(), 1, MaxInputs));
            return [];
        }

        // Tokens in place of text: one array of numbers is one input, several are several.
        return input[0].ValueKind == JsonValueKind.Number
            ? [TextOfTokens(input)]
            : [.. input.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : TextOfTokens(item))];
    }

    private static string TextOfTokens(JsonElement tokens) =>
        tokens.ValueKind == JsonValueKind.Array
            ? string.Join(' ', tokens.EnumerateArray().Select(token => token.GetRawText()))
            : tokens.GetRawText();

    private static bool ReadBase64(RequestMembers members)
    {
        switch (members.Optional("encoding_format"))
        {
            case null:
                return false;
            case { ValueKind: JsonValueKind.String } format when format.GetString() is "float" or "base64":
                return format.GetString() == "base64";
            case { } other:
                members.Fail(OpenAiWording.Instance.NotAllowed("encoding_format", other.ToString(), "float", "base64"));
                return false;
        }
    }
}
