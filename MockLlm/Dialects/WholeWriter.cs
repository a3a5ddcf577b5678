using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>Writes a whole answer: gathers the increments and writes one JSON object at the end.</summary>
internal abstract class WholeWriter : IAnswerWriter
{
    private readonly AnswerParts[] _choices;

    /// <summary>Gathers so many choices.</summary>
    /// <param name="choices">How many.</param>
    protected WholeWriter(int choices) => _choices = [.. Enumerable.Range(0, choices).Select(_ => new AnswerParts())];

    /// <inheritdoc/>
    public string ContentType => "application/json";

    /// <inheritdoc/>
    public bool Streams => false;

    /// <summary>What was gathered, by choice.</summary>
    protected IReadOnlyList<AnswerParts> Choices => _choices;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output) => _choices[delta.Choice].Add(delta);

    /// <summary>White space before a JSON value means nothing: what some providers send to keep a slow answer alive.</summary>
    /// <inheritdoc/>
    public void WriteComment(string? text, IBufferWriter<byte> output) => output.Write("\n"u8);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) =>
        throw new NotSupportedException("A whole answer ends in an error by its status.");

    /// <inheritdoc/>
    public void Close(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, WireJson.Options);
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of the answer.</summary>
    /// <param name="json">Takes them; the object is open.</param>
    protected abstract void WriteMembers(Utf8JsonWriter json);
}
