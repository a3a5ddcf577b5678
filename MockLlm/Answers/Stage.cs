using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Wire;

namespace LlmAspire.MockLlm.Answers;

/// <summary>Where an answer is played.</summary>
/// <param name="Dialect">The API that is spoken.</param>
/// <param name="Writer">Writes the answer.</param>
/// <param name="Wire">The way to the client.</param>
/// <param name="Call">Learns how far the answer got and how it ended.</param>
internal sealed record Stage(IDialect Dialect, IAnswerWriter Writer, ClientWire Wire, Call Call);
