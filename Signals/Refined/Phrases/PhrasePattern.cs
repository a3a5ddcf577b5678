using System.Numerics;
using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// A pattern over words as a position automaton: one bit for each word the pattern is written with, so that a match attempt is one step a
/// token
/// whatever the pattern looks like, and never goes back.
/// </summary>
internal sealed class PhrasePattern
{
    /// <summary>The most words a pattern can be written with, after lexicons of several words and gaps are written out.</summary>
    public const int MaxSlots = 128;

    private readonly PatternSlot[] _slots;
    private readonly UInt128[] _follow;
    private readonly ulong[]? _smallFollow;
    private readonly UInt128 _first;
    private readonly UInt128 _last;
    private readonly PatternAnchors _anchors;
    private PatternSlot? _endings;

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
        _smallFollow = _slots.Length <= 64 ? [.. builder.Follow.Select(static bits => (ulong)bits)] : null;
        _first = ends.First;
        _last = ends.Last;
        _anchors = anchors;
        Source = source;
    }

    /// <summary>The pattern as written.</summary>
    public string Source { get; }

    /// <summary>The marks that a token must have to be the first of a match by its marks.</summary>
    public TokenMarks NeededAtStart
    {
        get
        {
            var needed = FirstSlots.Where(static slot => !slot.IsOfWords).Aggregate((TokenMarks)~0, static (all, slot) => all & slot.Mark);
            return IsAnchoredAtStart ? needed | TokenMarks.Lead : needed;
        }
    }

    /// <summary>True when a match has to start a sentence or the message.</summary>
    public bool IsAnchoredAtStart => (_anchors & (PatternAnchors.SentenceStart | PatternAnchors.MessageStart)) != 0;

    /// <summary>The slots that a match can start with.</summary>
    public IEnumerable<PatternSlot> FirstSlots => Enumerable.Range(0, _slots.Length).Where(i => (_first & (UInt128.One << i)) != 0).Select(i => _slots[i]);

    /// <summary>Works out which words fit; once, when the vocabulary is complete.</summary>
    public void Complete(Vocabulary vocabulary)
    {
        foreach (var slot in _slots)
        {
            slot.Complete(vocabulary);
        }

        var last = Enumerable.Range(0, _slots.Length).Where(i => (_last & (UInt128.One << i)) != 0).Select(i => _slots[i]).ToList();
        _endings = last.TrueForAll(static slot => slot.IsOfWords) ? PatternSlot.Merge(last) : null;
        _endings?.Complete(vocabulary);
    }

    /// <summary>False when no token of the message can be the last of a match.</summary>
    public bool CanEndIn(ReadOnlySpan<Token> tokens)
    {
        if (_endings is null)
        {
            return true;
        }

        foreach (ref readonly var token in tokens)
        {
            if (_endings.Takes(token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The last token of the shortest match that starts at a token; -1 without one. A match stays within a sentence.</summary>
    public int MatchAt(ReadOnlySpan<Token> tokens, int start)
    {
        if (!MayStart(tokens[start]))
        {
            return -1;
        }

        return _smallFollow is { } follow
            ? Run(tokens, start, follow, (ulong)_first, (ulong)_last)
            : Run(tokens, start, _follow, _first, _last);
    }

    private int Run<TBits>(ReadOnlySpan<Token> tokens, int start, TBits[] follow, TBits first, TBits last)
        where TBits : unmanaged, IBinaryInteger<TBits>
    {
        var active = first;
        for (var at = start; at < tokens.Length; at++)
        {
            ref readonly var token = ref tokens[at];
            if (at > start && token.Has(TokenMarks.SentenceStart))
            {
                return -1;
            }

            var kept = TBits.Zero;
            var next = TBits.Zero;
            for (; active != TBits.Zero; active &= active - TBits.One)
            {
                var slot = int.CreateTruncating(TBits.TrailingZeroCount(active));
                if (_slots[slot].Takes(token))
                {
                    kept |= TBits.One << slot;
                    next |= follow[slot];
                }
            }

            if ((kept & last) != TBits.Zero && MayEnd(token))
            {
                return at;
            }

            if (next == TBits.Zero)
            {
                return -1;
            }

            active = next;
        }

        return -1;
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
