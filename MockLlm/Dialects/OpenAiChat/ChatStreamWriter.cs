using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>
/// Writes a streamed chat completion: a chunk with the role, one for each increment, one with the finish reason, the extra chunk with usage
/// and no choices if that was asked for (all others then say <c>"usage":null</c>), and <c>[DONE]</c>.
/// </summary>
internal sealed class ChatStreamWriter : IAnswerWriter
{
    private readonly ChatJson.Head _head;
    private readonly bool _includeUsage;
    private readonly int _choices;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="identity">The answer's ids and date.</param>
    public ChatStreamWriter(AnswerRequest request, AnswerIdentity identity)
    {
        _head = new ChatJson.Head(
            identity.NextId(ChatJson.IdPrefix), "chat.completion.chunk", identity.Created.ToUnixTimeSeconds(), request.Model);
        _includeUsage = request.IncludeUsage;
        _choices = request.Choices;
    }

    /// <inheritdoc/>
    public string ContentType => SseFrame.ContentType;

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
        for (var choice = 0; choice < _choices; choice++)
        {
            WriteChunk(output, choice, null, static (json, _) =>
            {
                json.WriteString("role", "assistant");
                json.WriteString("content", "");
                json.WriteNull("refusal");
            }, default);
        }
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output) =>
        WriteChunk(output, delta.Choice, null, static (json, delta) => json.WriteString("content", delta.Text), delta);

    /// <inheritdoc/>
    public void Close(AnswerPlan plan, IBufferWriter<byte> output)
    {
        for (var choice = 0; choice < _choices; choice++)
        {
            WriteChunk(output, choice, ChatJson.Word(plan.FinishReasons[choice]), static (_, _) => { }, default);
        }

        if (_includeUsage)
        {
            WriteUsageChunk(output, plan.Usage);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private void WriteChunk(IBufferWriter<byte> output, int choice, string? finish, Action<Utf8JsonWriter, Delta> writeDelta, Delta delta) =>
        SseFrame.Write(output, null, (this, choice, finish, writeDelta, delta), static (json, chunk) =>
        {
            var (writer, choice, finish, writeDelta, delta) = chunk;
            json.WriteStartObject();
            ChatJson.WriteHead(json, writer._head);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", choice);
            json.WriteStartObject("delta");
            writeDelta(json, delta);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", finish);
            json.WriteEndObject();
            json.WriteEndArray();
            if (writer._includeUsage)
            {
                json.WriteNull("usage");
            }

            json.WriteEndObject();
        });

    private void WriteUsageChunk(IBufferWriter<byte> output, TokenUsage usage) =>
        SseFrame.Write(output, null, (_head, usage), static (json, chunk) =>
        {
            json.WriteStartObject();
            ChatJson.WriteHead(json, chunk._head);
            json.WriteStartArray("choices");
            json.WriteEndArray();
            ChatJson.WriteUsage(json, chunk.usage);
            json.WriteEndObject();
        });
}
