using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>
/// Writes a streamed response: created, in progress; each item added, its content part added, its deltas, and the same done again;
/// completed
/// or incomplete. Every event carries its number.
/// </summary>
internal sealed class ResponsesStreamWriter : IAnswerWriter
{
    /// <summary>Deltas are padded to a multiple of so many characters, as OpenAI does to hide the length of tokens.</summary>
    private const int ObfuscationBlock = 16;

    private readonly ResponseObject _response;
    private readonly AnswerIdentity _identity;
    private int _sequence;
    private AnswerPart? _open;

    /// <summary>Writes <paramref name="response"/>.</summary>
    /// <param name="response">The response; it has no parts yet.</param>
    /// <param name="identity">The answer's ids and date.</param>
    public ResponsesStreamWriter(ResponseObject response, AnswerIdentity identity)
    {
        _response = response;
        _identity = identity;
    }

    /// <inheritdoc/>
    public string ContentType => SseFrame.ContentType;

    /// <inheritdoc/>
    public bool Streams => true;

    private int OutputIndex => _response.Parts.All.Count - 1;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
        WriteResponse(output, "response.created", ResponseStatus.InProgress);
        WriteResponse(output, "response.in_progress", ResponseStatus.InProgress);
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output)
    {
        if (delta.Kind == DeltaKind.ToolCall || _open is null || _open.Kind != KindOf(delta.Kind))
        {
            CloseItem(output, ResponseStatus.Completed);
        }

        var (part, isNew) = _response.Parts.Add(delta);
        if (isNew)
        {
            OpenItem(part, output);
        }

        if (delta.Kind != DeltaKind.ToolCall)
        {
            WriteDelta(part, delta.Text, output);
        }
    }

    /// <inheritdoc/>
    public void WriteComment(string? text, IBufferWriter<byte> output) => SseFrame.WriteComment(output, text ?? "ping");

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output)
    {
        WriteEvent(output, "error", failure, static (json, failure, _) =>
        {
            json.WriteString("code", failure.Code ?? "server_error");
            json.WriteString("message", failure.Message);
            json.WriteNull("param");
        });
        WriteResponse(output, "response.failed", ResponseStatus.Failed, failure);
    }

    /// <inheritdoc/>
    public void Close(IBufferWriter<byte> output)
    {
        var status = _response.EndStatus;
        CloseItem(output, status);
        WriteResponse(output, status == ResponseStatus.Incomplete ? "response.incomplete" : "response.completed", status);
    }

    private static DeltaKind KindOf(DeltaKind kind) => kind == DeltaKind.ToolArguments ? DeltaKind.ToolCall : kind;

    private static ItemEvents EventsOf(AnswerPart part) => ItemEvents.Of(part.Kind);

    private void OpenItem(AnswerPart part, IBufferWriter<byte> output)
    {
        _response.Name(part);
        _open = part;
        WriteItem(output, "response.output_item.added", part, ResponseStatus.InProgress);
        if (EventsOf(part).PartAdded is { } added)
        {
            WritePart(output, added, part, "");
        }
    }

    private void CloseItem(IBufferWriter<byte> output, ResponseStatus status)
    {
        if (_open is not { } part)
        {
            return;
        }

        _open = null;
        var events = EventsOf(part);
        WriteEvent(output, events.Done, (part, events), static (json, item, writer) =>
        {
            writer.WritePosition(json, item.events, item.part);
            json.WriteString(item.events.TextMember, item.part.Text.ToString());
            if (item.events.HasLogprobs)
            {
                json.WriteStartArray("logprobs");
                json.WriteEndArray();
            }
        });
        if (events.PartDone is { } done)
        {
            WritePart(output, done, part, part.Text.ToString());
        }

        WriteItem(output, "response.output_item.done", part, status);
    }

    private void WriteDelta(AnswerPart part, string text, IBufferWriter<byte> output) =>
        WriteEvent(output, EventsOf(part).Delta, (part, text), static (json, delta, writer) =>
        {
            var events = EventsOf(delta.part);
            json.WriteString("delta", delta.text);
            writer.WritePosition(json, events, delta.part);
            if (events.HasLogprobs)
            {
                json.WriteStartArray("logprobs");
                json.WriteEndArray();
            }

            json.WriteString("obfuscation", writer._identity.NextLetters(ObfuscationBlock - (delta.text.Length % ObfuscationBlock)));
        });

    private void WritePosition(Utf8JsonWriter json, ItemEvents events, AnswerPart part)
    {
        json.WriteString("item_id", part.ItemId);
        json.WriteNumber("output_index", OutputIndex);
        if (events.IndexMember is { } index)
        {
            json.WriteNumber(index, 0);
        }
    }

    private void WritePart(IBufferWriter<byte> output, string name, AnswerPart part, string text) =>
        WriteEvent(output, name, (part, text), static (json, state, writer) =>
        {
            writer.WritePosition(json, EventsOf(state.part), state.part);
            json.WriteStartObject("part");
            ResponseItems.WriteContentPart(json, state.part.Kind, state.text);
            json.WriteEndObject();
        });

    private void WriteItem(IBufferWriter<byte> output, string name, AnswerPart part, ResponseStatus status) =>
        WriteEvent(output, name, (part, status), static (json, state, writer) =>
        {
            json.WriteStartObject("item");
            ResponseItems.WriteItem(json, state.part, state.status);
            json.WriteEndObject();
            json.WriteNumber("output_index", writer.OutputIndex);
        });

    private void WriteResponse(IBufferWriter<byte> output, string name, ResponseStatus status, Failure? error = null) =>
        WriteEvent(output, name, (status, error), static (json, state, writer) =>
        {
            json.WriteStartObject("response");
            writer._response.WriteMembers(json, state.status, state.error);
            json.WriteEndObject();
        });

    private void WriteEvent<TState>(
        IBufferWriter<byte> output, string name, TState state, Action<Utf8JsonWriter, TState, ResponsesStreamWriter> write) =>
        SseFrame.Write(output, name, (this, name, state, write), static (json, frame) =>
        {
            var (writer, name, state, write) = frame;
            json.WriteString("type", name);
            write(json, state, writer);
            json.WriteNumber("sequence_number", writer._sequence++);
        });
}
