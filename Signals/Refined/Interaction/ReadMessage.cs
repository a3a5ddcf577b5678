using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>A user message with what it says about the conversation.</summary>
/// <param name="Text">The message.</param>
/// <param name="Findings">The signals it gives.</param>
/// <param name="Cues">What it tells to the rules that look at several messages.</param>
internal sealed record ReadMessage(MessageText Text, IReadOnlyList<UserFinding> Findings, IReadOnlySet<string> Cues);
