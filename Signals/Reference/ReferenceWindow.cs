using LlmAspire.Signals.Conversations;

namespace LlmAspire.Signals.Reference;

/// <summary>The last rows of a conversation, which are all that the reference looks at.</summary>
/// <param name="rows">The rows of the whole conversation.</param>
/// <param name="offset">The place of the first row of the window.</param>
/// <param name="facts">The facts of the window's rows.</param>
internal sealed class ReferenceWindow(IReadOnlyList<ConversationRow> rows, int offset, RowFacts[] facts)
{
    /// <summary>The place of the first row of the window in the conversation.</summary>
    public int Offset { get; } = offset;

    /// <summary>How many rows the window has.</summary>
    public int Count => facts.Length;

    /// <summary>The kind of a row, by its place in the window.</summary>
    public RowKind KindOf(int place) => rows[Offset + place].Kind;

    /// <summary>The facts of a row, by its place in the window.</summary>
    public RowFacts this[int place] => facts[place];

    /// <summary>The texts of one party that are not empty, with their places in the conversation.</summary>
    public IEnumerable<(int Index, SpeechFacts Speech)> SpeechOf(RowKind party)
    {
        for (var place = 0; place < facts.Length; place++)
        {
            if (KindOf(place) == party && facts[place] is SpeechFacts speech)
            {
                yield return (Offset + place, speech);
            }
        }
    }
}
