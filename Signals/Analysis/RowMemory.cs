using LlmAspire.Signals.Conversations;

namespace LlmAspire.Signals.Analysis;

/// <summary>
/// A state that keeps one fact sheet a row. A sheet depends on its row alone, so it is good for as long as the row at that place is equal.
/// Rows are compared by value: where a history was rewritten, trimmed or replaced, the rows that differ in place are worked out anew.
/// </summary>
/// <typeparam name="TFacts">What an analyzer works out about a row without looking at others.</typeparam>
public sealed class RowMemory<TFacts> : AnalysisState
    where TFacts : class
{
    /// <summary>More rows than this are not kept: those of a longer conversation are worked out each time.</summary>
    public const int MaxRows = 1024;

    private const int RowOverhead = 100;

    private readonly List<(ConversationRow Row, TFacts Facts, int Bytes)> _known = [];
    private int _first;
    private long _bytes;

    /// <inheritdoc/>
    public override long ApproximateBytes => _bytes;

    /// <summary>The facts of a row: those kept, when the row at this place is equal, else new ones.</summary>
    /// <param name="index">The row's place. Rows asked for one after the other are kept.</param>
    /// <param name="row">The row.</param>
    /// <param name="workOut">Works the facts out and tells about how many bytes they take beside the row.</param>
    public TFacts Of(int index, ConversationRow row, Func<ConversationRow, (TFacts Facts, int Bytes)> workOut)
    {
        var place = index - _first;
        if (place >= 0 && place < _known.Count && _known[place].Row == row)
        {
            return _known[place].Facts;
        }

        var (facts, bytes) = workOut(row);
        Keep(index, row, facts, bytes + (2 * row.Text.Length) + RowOverhead);
        return facts;
    }

    /// <summary>Drops what is kept of rows before this place: an analyzer with a window does not ask for them again.</summary>
    public void ForgetBefore(int index)
    {
        var count = Math.Min(index - _first, _known.Count);
        if (count > 0)
        {
            _known.RemoveRange(0, count);
            _first += count;
            _bytes = _known.Sum(static known => (long)known.Bytes);
        }
    }

    private void Keep(int index, ConversationRow row, TFacts facts, int bytes)
    {
        var place = index - _first;
        if (place < 0 || place > _known.Count)
        {
            _known.Clear();
            (_first, place, _bytes) = (index, 0, 0);
        }

        if (place < _known.Count)
        {
            _bytes += bytes - _known[place].Bytes;
            _known[place] = (row, facts, bytes);
        }
        else if (place < MaxRows)
        {
            _bytes += bytes;
            _known.Add((row, facts, bytes));
        }
    }
}
