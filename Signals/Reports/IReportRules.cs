using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reports;

/// <summary>How a mode judges a conversation by its counts.</summary>
public interface IReportRules
{
    /// <summary>The quality and its score from 0 to 100.</summary>
    (ConversationQuality Quality, double Score) Judge(SignalTally tally, TurnMetrics turns);

    /// <summary>Whether somebody should look at the conversation.</summary>
    /// <param name="signals">All signals.</param>
    /// <param name="tally">Their counts.</param>
    /// <param name="quality">The judgement.</param>
    bool Flags(IReadOnlyList<SignalInstance> signals, SignalTally tally, ConversationQuality quality);
}
