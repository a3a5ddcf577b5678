using System.Buffers;
using System.Text;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>Writes a chat completion in one JSON object, at the end.</summary>
internal sealed class ChatWholeWriter : IAnswerWriter
{
    private readonly ChatJson.Head _head;
    private readonly StringBuilder[] _texts;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="identity">The answer's ids and date.</param>
    public ChatWholeWriter(AnswerRequest request, AnswerIdentity identity)
    {
        _head = new ChatJson.Head(identity.NextId(ChatJson.IdPrefix), "chat.completion", identity.Created.ToUnixTimeSeconds(), request.Model);
        _texts = [.. Enumerable.Range(0, request.Choices).Select(_ => new StringBuilder())];
    }

    /// <inheritdoc/>
    public string ContentType => "application/json";

    /// <inheritdoc/>
    public bool Streams => false;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output) => _texts[delta.Choice].Append(delta.Text);

    /// <inheritdoc/>
    public void Close(AnswerPlan plan, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        json.WriteStartObject();
        ChatJson.WriteHead(json, _head);
        json.WriteStartArray("choices");
        for (var choice = 0; choice < _texts.Length; choice++)
        {
            WriteChoice(json, choice, plan.FinishReasons[choice]);
        }

        json.WriteEndArray();
        ChatJson.WriteUsage(json, plan.Usage);
        json.WriteEndObject();
    }

    private void WriteChoice(Utf8JsonWriter json, int choice, FinishReason reason)
    {
        json.WriteStartObject();
        json.WriteNumber("index", choice);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", _texts[choice].ToString());
        json.WriteNull("refusal");
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", ChatJson.Word(reason));
        json.WriteEndObject();
    }
}
