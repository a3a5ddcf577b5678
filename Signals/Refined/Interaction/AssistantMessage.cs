using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>A message of the assistant's.</summary>
/// <param name="Text">The message.</param>
/// <param name="MayRecur">True for set phrases and bare answers.</param>
/// <param name="IsInstruction">True when it tells the user to do something.</param>
/// <param name="TellsOfFailure">True when it says that something could not be done.</param>
internal sealed record AssistantMessage(MessageText Text, bool MayRecur, bool IsInstruction, bool TellsOfFailure);
