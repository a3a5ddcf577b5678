namespace LlmAspire.Gateway.Streaming;

/// <summary>What a client gets last of an answer that did not come to its own end.</summary>
/// <param name="Bytes">The bytes; empty when nothing can be sent.</param>
/// <param name="IsOrderly">Whether the answer ends with them as its API lets an answer end; else the connection is broken off.</param>
internal readonly record struct AnswerEnding(ReadOnlyMemory<byte> Bytes, bool IsOrderly);
