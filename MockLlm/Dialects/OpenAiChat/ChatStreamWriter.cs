using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects.OpenAi;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>
/// Writes a streamed chat completion: for each choice a chunk with the role (together with the first tool call when one comes first), one
/// for
/// each increment, one with the finish reason; then the extra chunk with usage and no choices if that was asked for (all others then say
/// <c>"usage":null</c>), and <c>[DONE]</c>. Reasoning goes into <c>reasoning_content</c>, as OpenAI's cousins send it.
/// </summary>
internal sealed class ChatStreamWriter : IAnswerWriter
{
    private readonly ChatJson.Head _head;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;
    private readonly bool _includeUsage;
    private readonly bool[] _opened;
    private readonly int[] _toolCalls;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's ids and date.</param>
    public ChatStreamWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
    {
        _head = new ChatJson.Head(
            identity.NextId(ChatJson.IdPrefix), "chat.completion.chunk", identity.Created.ToUnixTimeSeconds(), request.Model);
        _plan = plan;
        _identity = identity;
        _includeUsage = request.IncludeUsage && plan.UsageMode != UsageMode.None;
        _opened = new bool[request.Choices];
        _toolCalls = new int[request.Choices];
    }

    /// <inheritdoc/>
    public string ContentType => SseFrame.ContentType;

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output)
    {
        if (delta.Kind == DeltaKind.ToolCall)
        {
            WriteToolCall(delta, output);
            return;
        }

        OpenChoice(delta.Choice, output);
        var state = (
            Name: NameOf(delta.Kind), delta.Text, Index: _toolCalls[delta.Choice] - 1, IsTool: delta.Kind == DeltaKind.ToolArguments);
        WriteChunk(output, delta.Choice, null, state, static (json, part) =>
        {
            if (!part.IsTool)
            {
                json.WriteString(part.Name, part.Text);
                return;
            }

            json.WriteStartArray("tool_calls");
            json.WriteStartObject();
            json.WriteNumber("index", part.Index);
            json.WriteStartObject("function");
            json.WriteString("arguments", part.Text);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <inheritdoc/>
    public void WriteComment(string? text, IBufferWriter<byte> output) => SseFrame.WriteComment(output, text ?? "ping");

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => SseFrame.Write(output, null, failure, static (json, failure) =>
    {
        json.WriteStartObject("error");
        OpenAiError.WriteMembers(json, failure);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public void Close(IBufferWriter<byte> output)
    {
        for (var choice = 0; choice < _opened.Length; choice++)
        {
            OpenChoice(choice, output);
            WriteChunk(output, choice, ChatJson.Word(_plan.Ends[choice].Reason), 0, static (_, _) => { });
        }

        if (_includeUsage)
        {
            WriteUsageChunk(output);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private static string NameOf(DeltaKind kind) => kind switch
    {
        DeltaKind.Reasoning => "reasoning_content",
        DeltaKind.Refusal => "refusal",
        _ => "content",
    };

    private void OpenChoice(int choice, IBufferWriter<byte> output)
    {
        if (_opened[choice])
        {
            return;
        }

        _opened[choice] = true;
        WriteChunk(output, choice, null, 0, static (json, _) =>
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
            json.WriteNull("refusal");
        });
    }

    private void WriteToolCall(Delta delta, IBufferWriter<byte> output)
    {
        var isFirst = !_opened[delta.Choice];
        _opened[delta.Choice] = true;
        var id = delta.CallId ?? _identity.NextId(ChatJson.CallIdPrefix);
        var index = _toolCalls[delta.Choice]++;
        WriteChunk(output, delta.Choice, null, (isFirst, index, id, delta.Text), static (json, call) =>
        {
            if (call.isFirst)
            {
                json.WriteString("role", "assistant");
                json.WriteNull("content");
            }

            json.WriteStartArray("tool_calls");
            json.WriteStartObject();
            json.WriteNumber("index", call.index);
            ChatJson.WriteToolCall(json, call.id, call.Text, "");
            json.WriteEndObject();
            json.WriteEndArray();
            if (call.isFirst)
            {
                json.WriteNull("refusal");
            }
        });
    }

    private void WriteChunk<TState>(
        IBufferWriter<byte> output, int choice, string? finish, TState state, Action<Utf8JsonWriter, TState> writeDelta) =>
        SseFrame.Write(output, null, (this, choice, finish, state, writeDelta), static (json, chunk) =>
        {
            var (writer, choice, finish, state, writeDelta) = chunk;
            ChatJson.WriteHead(json, writer._head);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", choice);
            json.WriteStartObject("delta");
            writeDelta(json, state);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", finish);
            json.WriteEndObject();
            json.WriteEndArray();
            if (writer._includeUsage)
            {
                json.WriteNull("usage");
            }
        });

    private void WriteUsageChunk(IBufferWriter<byte> output) =>
        SseFrame.Write(output, null, this, static (json, writer) =>
        {
            ChatJson.WriteHead(json, writer._head);
            json.WriteStartArray("choices");
            json.WriteEndArray();
            if (writer._plan.UsageMode == UsageMode.Null)
            {
                json.WriteNull("usage");
            }
            else
            {
                ChatJson.WriteUsage(json, writer._plan.Usage);
            }
        });
}
