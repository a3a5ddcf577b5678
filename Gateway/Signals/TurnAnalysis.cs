using System.Text.Json;
using LlmAspire.Signals.Conversations;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// Analyzes a conversation twice: up to the turn and with it. What the turn adds is the difference, whoever keeps the history, and the
/// second analysis costs little since both share what was worked out about each row. Thread-safe.
/// </summary>
internal sealed class TurnAnalysis
{
    // As deep as a request may be.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    // Most calls that name no conversation are the first and last of theirs: to keep something of each would fill the cache with them.
    private const int LeastRowsKept = 4;

    private readonly AnalyzerCatalog _analyzers;
    private readonly StateCache _states;

    /// <summary>Analyzes with the configured analyzer.</summary>
    /// <param name="analyzers">The analyzers.</param>
    /// <param name="states">What is kept between turns.</param>
    public TurnAnalysis(AnalyzerCatalog analyzers, StateCache states)
    {
        _analyzers = analyzers;
        _states = states;
    }

    /// <summary>Analyzes the conversation of a call.</summary>
    /// <param name="job">The call.</param>
    /// <returns>The reports.</returns>
    /// <exception cref="ConversationFormatException">The messages cannot be read.</exception>
    public AnalyzedTurn Analyze(AnalysisJob job)
    {
        var (before, whole) = Read(job);
        var key = StateCache.KeyOf(job.Conversation, whole);
        var analyzer = _analyzers.Default;
        var state = _states.Take(key) ?? analyzer.CreateState();
        try
        {
            return new AnalyzedTurn(
                Before: before.Rows.Count > 0 ? analyzer.Analyze(before, state) : null,
                Report: analyzer.Analyze(whole, state));
        }
        finally
        {
            if (job.Conversation is not null || before.Rows.Count >= LeastRowsKept)
            {
                _states.Put(key, state);
            }
        }
    }

    private static (Conversation Before, Conversation Whole) Read(AnalysisJob job)
    {
        var builder = new ConversationBuilder();
        using var document = JsonDocument.Parse(job.Messages, Deep);
        foreach (var message in document.RootElement.EnumerateArray())
        {
            builder.Add(message);
        }

        var asked = builder.ToConversation().Rows;
        if (job.Answer is { } answer)
        {
            builder.AddAssistant(answer.Text, answer.ToolCalls.Select(static call => new ToolInvocation(call.Name, call.Arguments, call.Id)));
        }

        return (new Conversation(Before(asked)), builder.ToConversation());
    }

    // A turn begins behind the last answer.
    private static ArraySegment<ConversationRow> Before(IReadOnlyList<ConversationRow> asked)
    {
        var rows = asked.ToArray();
        var last = Array.FindLastIndex(rows, static row => row.Kind is RowKind.Assistant or RowKind.ToolCall);
        return new ArraySegment<ConversationRow>(rows, 0, last + 1);
    }
}
