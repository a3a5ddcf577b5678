using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Refined;

/// <summary>
/// Refined mode: our own rules over our own packs. Rules look at words in their place: who says them, to whom, after what, and whether
/// they are
/// said or only spoken of. Known limits are in docs/signals.md. Every signal names the rule that found it.
/// </summary>
public sealed class RefinedAnalyzer : IConversationAnalyzer
{
    private readonly RefinedRules _rules;

    /// <summary>An analyzer with the shipped packs compiled; make one and keep it.</summary>
    /// <exception cref="SignalPackException">An option names something there is not.</exception>
    public RefinedAnalyzer(AnalyzerOptions options) => _rules = new RefinedRules(options);

    /// <summary>The languages there are packs for, as two letters.</summary>
    public static IReadOnlyList<string> Languages => RefinedPack.Languages;

    /// <inheritdoc/>
    public SignalsMode Mode => SignalsMode.Refined;

    /// <inheritdoc/>
    public ConversationReport Analyze(Conversation conversation)
    {
        var walk = new ConversationWalk(_rules);
        foreach (var row in conversation.Rows)
        {
            walk.Add(row);
        }

        return walk.Report();
    }

    /// <inheritdoc/>
    public AnalysisState CreateState() => new RefinedState(_rules);

    /// <inheritdoc/>
    public ConversationReport Analyze(Conversation conversation, AnalysisState state) =>
        state is RefinedState own ? own.Analyze(conversation) : throw new ArgumentException("The state was made by another analyzer.", nameof(state));
}
