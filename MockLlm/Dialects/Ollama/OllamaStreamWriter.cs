using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>Writes an answer as lines of JSON, the last with the counts. A tool call is sent whole, when its arguments are
/// complete.</summary>
internal sealed class OllamaStreamWriter : IAnswerWriter
{
    private readonly AnswerRequest _request;
    private readonly AnswerPlan _plan;
    private readonly AnswerIdentity _identity;
    private readonly AnswerParts _calls = new();
    private int _callsSent;

    /// <summary>Writes the answer to <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="plan">How the answer ends.</param>
    /// <param name="identity">The answer's date.</param>
    public OllamaStreamWriter(AnswerRequest request, AnswerPlan plan, AnswerIdentity identity)
    {
        _request = request;
        _plan = plan;
        _identity = identity;
    }

    /// <inheritdoc/>
    public string ContentType => "application/x-ndjson";

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output)
    {
        if (delta.Kind == DeltaKind.ToolArguments)
        {
            _calls.Add(delta);
            return;
        }

        SendCalls(output);
        if (delta.Kind == DeltaKind.ToolCall)
        {
            _calls.Add(delta);
            return;
        }

        var isReasoning = delta.Kind == DeltaKind.Reasoning;
        WriteLine(output, (isReasoning, delta.Text), static (json, part) =>
        {
            json.WriteString("content", part.isReasoning ? "" : part.Text);
            if (part.isReasoning)
            {
                json.WriteString("thinking", part.Text);
            }
        });
    }

    /// <summary>Lines of JSON have no comments; an empty line means nothing.</summary>
    /// <inheritdoc/>
    public void WriteComment(string? text, IBufferWriter<byte> output) => output.Write("\n"u8);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("error", failure.Message);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Close(IBufferWriter<byte> output)
    {
        SendCalls(output);
        WriteLine(output, 0, static (json, _) => json.WriteString("content", ""), _plan);
    }

    private void SendCalls(IBufferWriter<byte> output)
    {
        for (; _callsSent < _calls.All.Count; _callsSent++)
        {
            WriteLine(output, (Call: _calls.All[_callsSent], Index: _callsSent, _identity), static (json, call) =>
            {
                json.WriteString("content", "");
                json.WriteStartArray("tool_calls");
                OllamaJson.WriteToolCall(json, call.Call, call.Index, call._identity);
                json.WriteEndArray();
            });
        }
    }

    private void WriteLine<TState>(IBufferWriter<byte> output, TState state, Action<Utf8JsonWriter, TState> write, AnswerPlan? end = null)
    {
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
        {
            json.WriteStartObject();
            OllamaJson.WriteHead(json, _request.Model, _identity);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            write(json, state);
            json.WriteEndObject();
            if (end is null)
            {
                json.WriteBoolean("done", false);
            }
            else
            {
                OllamaJson.WriteEnd(json, end);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
