using LlmAspire.Signals.Refined.Phrases;
using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>What came before a user message.</summary>
/// <param name="Answer">The assistant's last text; null when it has not said anything.</param>
/// <param name="HasActed">True when the assistant has answered or called a tool before.</param>
/// <param name="HasFailed">True when the last tool result was an error, or the assistant's last text tells of a failure.</param>
/// <param name="IsInstruction">True when the assistant's last text tells the user to do something.</param>
/// <param name="Asks">The user's earlier messages, newest first, at most three.</param>
internal sealed record MessageContext(MessageText? Answer, bool HasActed, bool HasFailed, bool IsInstruction, IReadOnlyList<MessageText> Asks)
{
    /// <summary>True when the assistant's last text ends with a question.</summary>
    public bool IsReply => Answer is { Shape.EndsWithQuestion: true };

    /// <summary>The conditions that hold for the message whatever its words are.</summary>
    public RuleConditions Holding =>
        (HasActed ? RuleConditions.Answered | RuleConditions.Service : RuleConditions.Opening)
        | (IsReply ? RuleConditions.Replying : RuleConditions.Unasked)
        | (Answer is not null && !IsReply && !IsInstruction ? RuleConditions.Asserted : RuleConditions.None)
        | (IsInstruction ? RuleConditions.Instructed : RuleConditions.None)
        | (HasFailed ? RuleConditions.Failed : RuleConditions.None);
}
