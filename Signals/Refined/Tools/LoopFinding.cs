using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>Calls that go round in circles.</summary>
/// <param name="Type">The kind of loop.</param>
/// <param name="MessageIndex">The assistant message with the last call of the pattern.</param>
/// <param name="Tools">The tools of one round.</param>
/// <param name="Calls">How many calls the pattern has.</param>
internal sealed record LoopFinding(SignalType Type, int MessageIndex, string Tools, int Calls);
