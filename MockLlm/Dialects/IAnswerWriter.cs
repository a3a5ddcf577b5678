using System.Buffers;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>
/// Writes one answer in its dialect: a stream event by event, or a whole answer at the end. Whoever plays the answer cannot tell which:
/// what
/// a call leaves in <c>output</c> is to be sent at once, and for a whole answer that is nothing before <see cref="Close"/>.
/// </summary>
internal interface IAnswerWriter
{
    /// <summary>The body's type.</summary>
    string ContentType { get; }

    /// <summary>This is a stream: headers and events leave before the answer is complete.</summary>
    bool Streams { get; }

    /// <summary>Begins the answer.</summary>
    /// <param name="output">Takes the bytes.</param>
    void Open(IBufferWriter<byte> output);

    /// <summary>Adds an increment.</summary>
    /// <param name="delta">The increment.</param>
    /// <param name="output">Takes the bytes.</param>
    void Write(Delta delta, IBufferWriter<byte> output);

    /// <summary>Adds what every client must pass over.</summary>
    /// <param name="text">The comment's text; null for the dialect's sign of life.</param>
    /// <param name="output">Takes the bytes.</param>
    void WriteComment(string? text, IBufferWriter<byte> output);

    /// <summary>Ends a stream with an error; never called for a whole answer.</summary>
    /// <param name="failure">The error.</param>
    /// <param name="output">Takes the bytes.</param>
    void WriteError(Failure failure, IBufferWriter<byte> output);

    /// <summary>Ends the answer as the provider does.</summary>
    /// <param name="output">Takes the bytes.</param>
    void Close(IBufferWriter<byte> output);
}
