using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// All rules of the packs in use, ready to be looked for. A message is read once: each word leads to the few patterns that can start with it.
/// Read-only; any number of threads may use it.
/// </summary>
internal sealed class PhraseBook
{
    private readonly List<(PhrasePattern Pattern, PhraseRule Rule)>?[] _byWord;
    private readonly List<(PhrasePattern Pattern, PhraseRule Rule)> _byMark = [];

    /// <summary>A book of the rules.</summary>
    /// <param name="vocabulary">The words, complete.</param>
    /// <param name="rules">The patterns with their rules.</param>
    public PhraseBook(Vocabulary vocabulary, IEnumerable<(PhrasePattern Pattern, PhraseRule Rule)> rules)
    {
        Vocabulary = vocabulary;
        _byWord = new List<(PhrasePattern, PhraseRule)>?[vocabulary.Count];
        foreach (var entry in rules)
        {
            foreach (var slot in entry.Pattern.Slots)
            {
                slot.Complete(vocabulary);
            }

            Index(entry);
        }
    }

    /// <summary>The words the rules speak of.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Adds all matches in a message to the list, in the order of their first words. The matter of a request is left out.</summary>
    public void Find(ReadOnlySpan<Token> tokens, List<PhraseMatch> matches)
    {
        for (var at = 0; at < tokens.Length; at++)
        {
            ref readonly var token = ref tokens[at];
            if (token.Has(TokenMarks.Payload))
            {
                continue;
            }

            if (token.Word >= 0 && _byWord[token.Word] is { } entries)
            {
                Try(entries, tokens, at, matches);
            }

            Try(_byMark, tokens, at, matches);
        }
    }

    private static void Try(
        List<(PhrasePattern Pattern, PhraseRule Rule)> entries, ReadOnlySpan<Token> tokens, int at, List<PhraseMatch> matches)
    {
        foreach (var (pattern, rule) in entries)
        {
            var last = pattern.MatchAt(tokens, at);
            if (last >= 0)
            {
                matches.Add(new PhraseMatch(rule, at, last));
            }
        }
    }

    private void Index((PhrasePattern Pattern, PhraseRule Rule) entry)
    {
        var slots = entry.Pattern.FirstSlots.ToList();
        if (slots.Exists(slot => slot.IsAny) && !entry.Pattern.IsAnchoredAtStart)
        {
            throw new FormatException($"the pattern '{entry.Pattern.Source}' starts with a gap; only one that starts a sentence ('^') may");
        }

        if (slots.Exists(slot => !slot.IsOfWords))
        {
            _byMark.Add(entry);
        }

        foreach (var word in slots.Where(slot => slot.IsOfWords).SelectMany(slot => slot.Members(Vocabulary)).Distinct())
        {
            (_byWord[word] ??= []).Add(entry);
        }
    }
}
