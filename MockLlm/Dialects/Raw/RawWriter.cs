using System.Buffers;
using System.Text;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Raw;

/// <summary>Writes nothing but an answer's text.</summary>
internal sealed class RawWriter : IAnswerWriter
{
    /// <inheritdoc/>
    public string ContentType => "text/plain; charset=utf-8";

    /// <inheritdoc/>
    public bool Streams => true;

    /// <inheritdoc/>
    public void Open(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void Write(Delta delta, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(delta.Text, output);

    /// <inheritdoc/>
    public void WriteComment(string? text, IBufferWriter<byte> output) => output.Write("\n"u8);

    /// <inheritdoc/>
    public void WriteError(Failure failure, IBufferWriter<byte> output) => Encoding.UTF8.GetBytes(failure.Message, output);

    /// <inheritdoc/>
    public void Close(IBufferWriter<byte> output)
    {
    }
}
