using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Refined;

/// <summary>
/// A walk that stands at the end of the rows seen so far. A conversation that starts with those rows goes on from there; one that was rewritten or
/// trimmed is walked from its start.
/// </summary>
/// <param name="rules">What to go by.</param>
internal sealed class RefinedState(RefinedRules rules) : AnalysisState
{
    // Tokens, stems and sets of a message take about so many bytes for each character of it (measured).
    private const int BytesForEachCharacter = 12;
    private const int BytesForEachRow = 400;

    private readonly List<ConversationRow> _rows = [];
    private ConversationWalk _walk = new(rules);
    private long _bytes;

    /// <inheritdoc/>
    public override long ApproximateBytes => _bytes;

    /// <summary>The report on a conversation.</summary>
    public ConversationReport Analyze(Conversation conversation)
    {
        if (!StartsWithKnown(conversation.Rows))
        {
            _rows.Clear();
            _bytes = 0;
            _walk = new ConversationWalk(rules);
        }

        for (var i = _rows.Count; i < conversation.Rows.Count; i++)
        {
            var row = conversation.Rows[i];
            _rows.Add(row);
            _walk.Add(row);
            _bytes += BytesForEachRow + BytesForEachCharacter * Math.Min(row.Text.Length, Text.Tokenizer.MaxCharacters) + 2 * row.Text.Length;
        }

        return _walk.Report();
    }

    private bool StartsWithKnown(IReadOnlyList<ConversationRow> rows)
    {
        if (rows.Count < _rows.Count)
        {
            return false;
        }

        for (var i = 0; i < _rows.Count; i++)
        {
            if (!ReferenceEquals(rows[i], _rows[i]) && rows[i] != _rows[i])
            {
                return false;
            }
        }

        return true;
    }
}
