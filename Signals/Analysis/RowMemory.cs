using LlmAspire.Signals.Conversations;

namespace LlmAspire.Signals.Analysis;

/// <summary>
/// A state that keeps one fact sheet a row. A sheet depends on its row alone, so it is good for as long as the row at that place is equal.
/// Rows are compared by value: a history that was rewritten, trimmed or replaced is analyzed anew from the first row that differs in place.
/// </summary>
/// <typeparam name="TFacts">What an analyzer works out about a row without looking at others.</typeparam>
public sealed class RowMemory<TFacts> : AnalysisState
    where TFacts : class
{
    /// <summary>More rows than this are not kept: the rest of a longer conversation is worked out each time.</summary>
    public const int MaxRows = 1024;

    private readonly List<(ConversationRow Row, TFacts Facts, int Bytes)> _known = [];
    private long _bytes;

    /// <inheritdoc/>
    public override long ApproximateBytes => _bytes;

    /// <summary>The facts of a row: those kept, when the row at this place is equal, else new ones.</summary>
    /// <param name="index">The row's place. Asked in any order, kept when not more than one beyond the last kept.</param>
    /// <param name="row">The row.</param>
    /// <param name="workOut">Works the facts out and tells about how many bytes they take.</param>
    public TFacts Of(int index, ConversationRow row, Func<ConversationRow, (TFacts Facts, int Bytes)> workOut)
    {
        if (index < _known.Count && _known[index].Row == row)
        {
            return _known[index].Facts;
        }

        var (facts, bytes) = workOut(row);
        Keep(index, row, facts, bytes + 2 * row.Text.Length + 100);
        return facts;
    }

    private void Keep(int index, ConversationRow row, TFacts facts, int bytes)
    {
        if (index < _known.Count)
        {
            _bytes += bytes - _known[index].Bytes;
            _known[index] = (row, facts, bytes);
        }
        else if (index == _known.Count && index < MaxRows)
        {
            _bytes += bytes;
            _known.Add((row, facts, bytes));
        }
    }
}
