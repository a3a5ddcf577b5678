using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Gateway.Signals;

/// <summary>What a turn made of its conversation.</summary>
/// <param name="Report">The report on the conversation with the turn.</param>
/// <param name="Before">The report on the conversation before the turn; null when the turn is its first.</param>
internal readonly record struct AnalyzedTurn(ConversationReport Report, ConversationReport? Before)
{
    /// <summary>Whether the turn gave the conversation another quality than it had, or its first.</summary>
    public bool ChangesQuality => Before?.OverallQuality != Report.OverallQuality;

    /// <summary>The signals that the conversation did not have before the turn, by type.</summary>
    public IEnumerable<(SignalType Type, int Count)> NewSignals
    {
        get
        {
            foreach (var type in SignalTaxonomy.Types)
            {
                if (Report.Tally.CountOf(type) - (Before?.Tally.CountOf(type) ?? 0) is > 0 and var count)
                {
                    yield return (type, count);
                }
            }
        }
    }
}
