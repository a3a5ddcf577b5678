using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Anthropic;

/// <summary>
/// Writes a streamed message: message_start with the input's usage, for each block its start, its deltas and its stop (a ping after the
/// first
/// start, as Anthropic sends it), message_delta with the reason and the output's usage, message_stop.
/// </summary>
internal sealed class MessagesStreamWriter : IAnswerWriter
{
    /// <summary>What message_start says of the output: Anthropic counts what is there already.</summary>
    private const int FirstOutputTokens = 1;

    private readonly AnswerRequest _request;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;
    private int _index = -1;
    private DeltaKind? _open;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's ids.</param>
    public MessagesStreamWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
    {
        _request = request;
        _plan = plan;
        _identity = identity;
    }

    /// <inheritdoc/>
    public string ContentType => SseFrame.ContentType;

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output) => WriteEvent(output, "message_start", 0, static (json, _, writer) =>
    {
        json.WriteStartObject("message");
        MessagesJson.WriteHead(json, writer._request.Model, writer._identity.NextId(MessagesJson.IdPrefix));
        json.WriteStartArray("content");
        json.WriteEndArray();
        MessagesJson.WriteEnd(json, null);
        MessagesJson.WriteUsage(json, writer._plan, Math.Min(FirstOutputTokens, writer._plan.Usage.Output), isWhole: true);
        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output)
    {
        var block = delta.Kind switch
        {
            DeltaKind.ToolArguments => DeltaKind.ToolCall,
            DeltaKind.Refusal => DeltaKind.Text,
            var kind => kind,
        };
        if (_open != block || delta.Kind == DeltaKind.ToolCall)
        {
            CloseBlock(output);
            OpenBlock(block, delta, output);
        }

        if (delta.Kind != DeltaKind.ToolCall)
        {
            WriteDelta(block, delta.Text, output);
        }
    }

    /// <inheritdoc/>
    public void WriteComment(string? text, IBufferWriter<byte> output)
    {
        if (text is null)
        {
            WriteEvent(output, "ping", 0, static (_, _, _) => { });
        }
        else
        {
            SseFrame.WriteComment(output, text);
        }
    }

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) =>
        SseFrame.Write(output, "error", failure, static (json, failure) => MessagesDialect.WriteErrorMembers(json, failure));

    /// <inheritdoc/>
    public void Close(IBufferWriter<byte> output)
    {
        CloseBlock(output);
        WriteEvent(output, "message_delta", 0, static (json, _, writer) =>
        {
            json.WriteStartObject("delta");
            MessagesJson.WriteEnd(json, writer._plan.Ends[0]);
            json.WriteEndObject();
            MessagesJson.WriteUsage(json, writer._plan, writer._plan.Usage.Output, isWhole: false);
        });
        WriteEvent(output, "message_stop", 0, static (_, _, _) => { });
    }

    private void OpenBlock(DeltaKind kind, Delta delta, IBufferWriter<byte> output)
    {
        _open = kind;
        _index++;
        WriteEvent(output, "content_block_start", (kind, delta), static (json, block, writer) =>
        {
            json.WriteNumber("index", writer._index);
            json.WriteStartObject("content_block");
            writer.WriteEmptyBlock(json, block.kind, block.delta);
            json.WriteEndObject();
        });
        if (_index == 0)
        {
            WriteComment(null, output);
        }
    }

    private void WriteEmptyBlock(Utf8JsonWriter json, DeltaKind kind, Delta delta)
    {
        switch (kind)
        {
            case DeltaKind.ToolCall:
                MessagesJson.WriteToolUse(json, delta.CallId ?? _identity.NextId(MessagesJson.CallIdPrefix), delta.Text, "");
                break;
            case DeltaKind.Reasoning:
                json.WriteString("type", "thinking");
                json.WriteString("thinking", "");
                json.WriteString("signature", "");
                break;
            default:
                json.WriteString("type", "text");
                json.WriteString("text", "");
                break;
        }
    }

    private void CloseBlock(IBufferWriter<byte> output)
    {
        if (_open is not { } kind)
        {
            return;
        }

        if (kind == DeltaKind.Reasoning)
        {
            WriteBlockDelta(output, "signature_delta", "signature", _identity.NextLetters(MessagesJson.SignatureLength));
        }

        WriteEvent(output, "content_block_stop", 0, static (json, _, writer) => json.WriteNumber("index", writer._index));
        _open = null;
    }

    private void WriteDelta(DeltaKind kind, string text, IBufferWriter<byte> output)
    {
        var (type, member) = kind switch
        {
            DeltaKind.ToolCall => ("input_json_delta", "partial_json"),
            DeltaKind.Reasoning => ("thinking_delta", "thinking"),
            _ => ("text_delta", "text"),
        };
        WriteBlockDelta(output, type, member, text);
    }

    private void WriteBlockDelta(IBufferWriter<byte> output, string type, string member, string text) =>
        WriteEvent(output, "content_block_delta", (type, member, text), static (json, delta, writer) =>
        {
            json.WriteNumber("index", writer._index);
            json.WriteStartObject("delta");
            json.WriteString("type", delta.type);
            json.WriteString(delta.member, delta.text);
            json.WriteEndObject();
        });

    private void WriteEvent<TState>(
        IBufferWriter<byte> output, string name, TState state, Action<Utf8JsonWriter, TState, MessagesStreamWriter> write) =>
        SseFrame.Write(output, name, (this, name, state, write), static (json, frame) =>
        {
            var (writer, name, state, write) = frame;
            json.WriteString("type", name);
            write(json, state, writer);
        });
}
