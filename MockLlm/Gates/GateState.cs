namespace LlmAspire.MockLlm.Gates;

/// <summary>What waits at one gate.</summary>
/// <param name="Waiting">Answers that wait for a release.</param>
/// <param name="Released">Releases that wait for an answer.</param>
internal sealed record GateState(int Waiting, int Released);
