using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// A pattern over words as a position automaton: one bit for each word the pattern is written with, so that a match attempt is one step a token
/// whatever the pattern looks like, and never goes back.
/// </summary>
internal sealed class PhrasePattern
{
    /// <summary>The most words a pattern can be written with, after lexicons of several words and gaps are written out.</summary>
    public const int MaxSlots = 128;

    private readonly PatternSlot[] _slots;
    private readonly UInt128[] _follow;
    private readonly UInt128 _first;
    private readonly UInt128 _last;
    private readonly PatternAnchors _anchors;

    /// <summary>Builds the automaton.</summary>
    /// <param name="root">The pattern as read.</param>
    /// <param name="anchors">Where it has to start and end.</param>
    /// <param name="source">The pattern as written, for error messages.</param>
    public PhrasePattern(PatternNode root, PatternAnchors anchors, string source)
    {
        var builder = new AutomatonBuilder();
        var ends = builder.Add(root);
        if (builder.Slots.Count > MaxSlots || ends.CanBeEmpty || ends.First == 0)
        {
            throw new FormatException(builder.Slots.Count > MaxSlots
                ? $"the pattern '{source}' takes {builder.Slots.Count} words written out; {MaxSlots} are allowed"
                : $"the pattern '{source}' would fit no words at all");
        }

        _slots = [.. builder.Slots];
        _follow = [.. builder.Follow];
        _first = ends.First;
        _last = ends.Last;
        _anchors = anchors;
        Source = source;
    }

    /// <summary>The pattern as written.</summary>
    public string Source { get; }

    /// <summary>True when a match has to start a sentence or the message.</summary>
    public bool IsAnchoredAtStart => (_anchors & (PatternAnchors.SentenceStart | PatternAnchors.MessageStart)) != 0;

    /// <summary>The slots that a match can start with.</summary>
    public IEnumerable<PatternSlot> FirstSlots => Enumerable.Range(0, _slots.Length).Where(i => (_first & (UInt128.One << i)) != 0).Select(i => _slots[i]);

    /// <summary>All slots.</summary>
    public IEnumerable<PatternSlot> Slots => _slots;

    /// <summary>The last token of the shortest match that starts at a token; -1 without one. A match stays within a sentence.</summary>
    public int MatchAt(ReadOnlySpan<Token> tokens, int start)
    {
        if (!MayStart(tokens[start]))
        {
            return -1;
        }

        var active = _first;
        for (var at = start; at < tokens.Length; at++)
        {
            ref readonly var token = ref tokens[at];
            if (at > start && token.Has(TokenMarks.SentenceStart))
            {
                return -1;
            }

            active = Filter(active, token);
            if (active == 0)
            {
                return -1;
            }

            if ((active & _last) != 0 && MayEnd(token))
            {
                return at;
            }

            active = FollowersOf(active);
        }

        return -1;
    }

    private UInt128 Filter(UInt128 active, in Token token)
    {
        var kept = UInt128.Zero;
        for (var rest = active; rest != 0; rest &= rest - 1)
        {
            var slot = (int)UInt128.TrailingZeroCount(rest);
            kept |= _slots[slot].Takes(token) ? UInt128.One << slot : 0;
        }

        return kept;
    }

    private UInt128 FollowersOf(UInt128 active)
    {
        var next = UInt128.Zero;
        for (; active != 0; active &= active - 1)
        {
            next |= _follow[(int)UInt128.TrailingZeroCount(active)];
        }

        return next;
    }

    private bool MayStart(in Token token) => _anchors switch
    {
        _ when (_anchors & PatternAnchors.MessageStart) != 0 => token.Has(TokenMarks.Lead | TokenMarks.FirstSentence),
        _ when (_anchors & PatternAnchors.SentenceStart) != 0 => token.Has(TokenMarks.Lead),
        _ => true,
    };

    private bool MayEnd(in Token token) => _anchors switch
    {
        _ when (_anchors & PatternAnchors.MessageEnd) != 0 => token.Has(TokenMarks.Tail | TokenMarks.LastSentence),
        _ when (_anchors & PatternAnchors.SentenceEnd) != 0 => token.Has(TokenMarks.Tail),
        _ => true,
    };
}
