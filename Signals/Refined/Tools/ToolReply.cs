using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>What a tool call returned, as far as signals go.</summary>
/// <param name="MessageIndex">Where the result stands.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Fingerprint">Equal for results that say the same, times and request ids aside.</param>
/// <param name="FirstNumber">The first number in it, such as how many tests failed; null without one.</param>
/// <param name="Problem">The failure or exhaustion it shows; null without one.</param>
/// <param name="IsAcknowledgement">True when it only says that the call was carried out, such as "sent".</param>
internal sealed record ToolReply(
    int MessageIndex, ToolOutcome Outcome, ulong Fingerprint, double? FirstNumber, SignalType? Problem, bool IsAcknowledgement = false)
{
    /// <summary>True when a service behind the tool was at its limit or out of order.</summary>
    public bool IsExhaustion => Problem is { Category: SignalCategory.Exhaustion };
}
