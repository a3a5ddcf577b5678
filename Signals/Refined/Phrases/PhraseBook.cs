using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// All rules of the packs in use, ready to be looked for. A message is read once: each word leads to the few patterns that can start with
/// it, and of
/// these only the ones are tried whose last word is in the message at all. Read-only; any number of threads may use it.
/// </summary>
internal sealed class PhraseBook
{
    // A rule that is met so often in one message has said what it has to say; the bound keeps hostile messages cheap.
    private const int MaxMatchesOfARule = 4;

    private const int OnTheStack = 4096;

    private readonly PhrasePattern[] _patterns;
    private readonly (PhraseRule Rule, int Number)[] _rules;
    private readonly int[][] _byWord;
    private readonly (TokenMarks Needed, int[] Patterns)[] _byMark;
    private readonly int _ruleCount;

    /// <summary>A book of the rules.</summary>
    /// <param name="vocabulary">The words, complete.</param>
    /// <param name="rules">The patterns with their rules.</param>
    /// <exception cref="FormatException">A pattern starts with a gap.</exception>
    public PhraseBook(Vocabulary vocabulary, IEnumerable<(PhrasePattern Pattern, PhraseRule Rule)> rules)
    {
        Vocabulary = vocabulary;
        var entries = rules.ToList();
        _patterns = [.. entries.Select(static entry => entry.Pattern)];
        var numbers = new Dictionary<PhraseRule, int>();
        _rules = [.. entries.Select(entry => (entry.Rule, numbers.TryGetValue(entry.Rule, out var number) ? number : numbers[entry.Rule] = numbers.Count))];
        _ruleCount = numbers.Count;
        var byWord = new List<int>?[vocabulary.Count];
        var byMark = new List<int>();
        for (var i = 0; i < _patterns.Length; i++)
        {
            _patterns[i].Complete(vocabulary);
            Index(i, byWord, byMark);
        }

        _byWord = [.. byWord.Select(static list => list?.ToArray() ?? [])];
        _byMark = [.. byMark.GroupBy(number => _patterns[number].NeededAtStart).Select(static group => (group.Key, group.ToArray()))];
    }

    /// <summary>The words the rules speak of.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>
    /// Adds the matches in a message to the list, in the order of their first words. The matter of a request is left
    /// out.
    /// </summary>
    public void Find(ReadOnlySpan<Token> tokens, List<PhraseMatch> matches)
    {
        Span<Chance> chances = _patterns.Length <= OnTheStack ? stackalloc Chance[_patterns.Length] : new Chance[_patterns.Length];
        Span<byte> counts = _ruleCount <= OnTheStack ? stackalloc byte[_ruleCount] : new byte[_ruleCount];
        chances.Clear();
        counts.Clear();
        for (var at = 0; at < tokens.Length; at++)
        {
            ref readonly var token = ref tokens[at];
            if (token.Has(TokenMarks.Payload))
            {
                continue;
            }

            if (token.Word >= 0)
            {
                Try(_byWord[token.Word], tokens, at, chances, counts, matches);
            }

            foreach (var (needed, patterns) in _byMark)
            {
                if (token.Has(needed))
                {
                    Try(patterns, tokens, at, chances, counts, matches);
                }
            }
        }
    }

    private void Try(
        int[] patterns, ReadOnlySpan<Token> tokens, int at, Span<Chance> chances, Span<byte> counts, List<PhraseMatch> matches)
    {
        foreach (var number in patterns)
        {
            var pattern = _patterns[number];
            ref var chance = ref chances[number];
            if (chance == Chance.Unknown)
            {
                chance = pattern.CanEndIn(tokens) ? Chance.Some : Chance.None;
            }

            if (chance == Chance.None || counts[_rules[number].Number] >= MaxMatchesOfARule)
            {
                continue;
            }

            var last = pattern.MatchAt(tokens, at);
            if (last >= 0)
            {
                counts[_rules[number].Number]++;
                matches.Add(new PhraseMatch(_rules[number].Rule, at, last));
            }
        }
    }

    private void Index(int number, List<int>?[] byWord, List<int> byMark)
    {
        var pattern = _patterns[number];
        var slots = pattern.FirstSlots.ToList();
        if (slots.Exists(static slot => slot.IsAny) && !pattern.IsAnchoredAtStart)
        {
            throw new FormatException($"the pattern '{pattern.Source}' starts with a gap; only one that starts a sentence ('^') may");
        }

        if (slots.Exists(static slot => !slot.IsOfWords))
        {
            byMark.Add(number);
        }

        foreach (var word in slots.Where(static slot => slot.IsOfWords).SelectMany(slot => slot.Members(Vocabulary)).Distinct())
        {
            (byWord[word] ??= []).Add(number);
        }
    }

    private enum Chance : byte
    {
        Unknown,
        None,
        Some,
    }
}
