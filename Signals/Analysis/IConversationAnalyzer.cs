using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Analysis;

/// <summary>Turns a conversation into a report. Implementations are pure and can be used by any number of threads at once.</summary>
public interface IConversationAnalyzer
{
    /// <summary>The mode this analyzer stands for.</summary>
    SignalsMode Mode { get; }

    /// <summary>Analyzes a whole conversation.</summary>
    /// <param name="conversation">The conversation.</param>
    ConversationReport Analyze(Conversation conversation);

    /// <summary>An empty state for one conversation, for <see cref="Analyze(Conversation, AnalysisState)"/> of this analyzer.</summary>
    AnalysisState CreateState();

    /// <summary>
    /// Analyzes a whole conversation and reuses what the state holds of rows that are the same as last time, so that a further turn costs its
    /// own rows. The report is the same as without the state, whatever the state holds.
    /// </summary>
    /// <param name="conversation">The whole conversation, mostly the last one and some more rows.</param>
    /// <param name="state">The state of this conversation, from <see cref="CreateState"/>; used by one thread at a time.</param>
    ConversationReport Analyze(Conversation conversation, AnalysisState state);
}
