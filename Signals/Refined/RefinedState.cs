using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Refined;

/// <summary>
/// A walk that stands at the end of the rows seen so far, and what was read out of each of them. A conversation that starts with those
/// rows goes on
/// from there; for one that differs from some row on, the rows before that one are not read again.
/// </summary>
/// <param name="rules">What to go by.</param>
internal sealed class RefinedState(RefinedRules rules) : AnalysisState
{
    // Tokens, stems and sets of a message take about so many bytes for each character of it (measured).
    private const int BytesForEachCharacter = 12;
    private const int BytesForEachRow = 400;

    private readonly List<(ConversationRow Row, object? Reading)> _known = [];
    private ConversationWalk _walk = new(rules);

    /// <inheritdoc/>
    public override long ApproximateBytes => _known.Sum(static known => BytesOf(known.Row));

    /// <summary>The report on a conversation.</summary>
    public ConversationReport Analyze(Conversation conversation)
    {
        var rows = conversation.Rows;
        var same = CountSame(rows);
        if (same < _known.Count)
        {
            _known.RemoveRange(same, _known.Count - same);
            _walk = new ConversationWalk(rules);
            _known.ForEach(known => _walk.Add(known.Row, known.Reading));
        }

        for (var i = same; i < rows.Count; i++)
        {
            _known.Add((rows[i], _walk.Add(rows[i])));
        }

        return _walk.Report();
    }

    private static long BytesOf(ConversationRow row) =>
        BytesForEachRow + BytesForEachCharacter * Math.Min(row.Text.Length, Text.Tokenizer.MaxCharacters) + 2 * row.Text.Length
        + 2 * (row.Call?.Arguments.Length ?? 0);

    private int CountSame(IReadOnlyList<ConversationRow> rows)
    {
        var same = 0;
        while (same < rows.Count && same < _known.Count && (ReferenceEquals(rows[same], _known[same].Row) || rows[same] == _known[same].Row))
        {
            same++;
        }

        return same;
    }
}
