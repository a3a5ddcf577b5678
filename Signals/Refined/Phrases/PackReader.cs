using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// Reads packs into rules. A pack is a text file: a line that starts in the first column opens a block, indented lines fill it.
/// docs/signals.md describes the blocks <c>write</c>, <c>stop</c>, <c>lead</c>, <c>tail</c>, <c>lexicon</c>, <c>rule</c>, <c>veto</c>,
/// <c>payload</c> and <c>cue</c>.
/// </summary>
internal sealed class PackReader
{
    private const double DefaultConfidence = 0.9;
    private const string WrittenForms = "write";

    private readonly Vocabulary _vocabulary = new();
    private readonly List<(PhrasePattern Pattern, PhraseRule Rule)> _rules = [];

    /// <summary>The book of everything read.</summary>
    public PhraseBook ToBook() => new(_vocabulary, _rules);

    /// <summary>The book of the cues alone.</summary>
    public PhraseBook ToCueBook() => new(_vocabulary, _rules.Where(static entry => entry.Rule.Kind == PhraseRuleKind.Cue));

    /// <summary>Reads packs. The written forms of all come first, so that every pattern is written with the same words.</summary>
    /// <param name="packs">The packs with their names, the first parts of their rules' names.</param>
    /// <exception cref="SignalPackException">A pack has a fault; the message says in which line.</exception>
    public void Read(IReadOnlyList<(string Name, string Text)> packs)
    {
        var blocks = packs.Select(static pack => (pack.Name, Blocks: PackBlock.Split(pack.Text))).ToList();
        foreach (var (name, ofPack) in blocks)
        {
            ReadBlocks(name, ofPack.Where(static block => block.Kind == WrittenForms));
        }

        foreach (var (name, ofPack) in blocks)
        {
            ReadBlocks(name, ofPack.Where(static block => block.Kind != WrittenForms));
        }
    }

    /// <summary>Adds a phrase of a team's own. It is taken as words, or as a pattern when it has the signs of one.</summary>
    public void AddOwn(OwnPhrase phrase)
    {
        try
        {
            if (phrase.Phrase.AsSpan().TrimStart().StartsWith(".."))
            {
                throw new FormatException("it starts with a gap");
            }

            var rule = new PhraseRule("own", PhraseRuleKind.Signal, phrase.Type, RuleConditions.None, DefaultConfidence);
            _rules.Add((new PatternParser(_vocabulary, new Dictionary<string, PatternNode>()).Parse(phrase.Phrase), rule));
        }
        catch (FormatException e)
        {
            throw new SignalPackException($"The own phrase '{phrase.Phrase}' for {phrase.Type.Id} cannot be read: {e.Message}.", e);
        }
    }

    private void ReadBlocks(string pack, IEnumerable<PackBlock> blocks)
    {
        var lexicons = new Dictionary<string, PatternNode>(StringComparer.Ordinal);
        var parser = new PatternParser(_vocabulary, lexicons);
        foreach (var block in blocks)
        {
            foreach (var (line, number) in block.Lines)
            {
                try
                {
                    ReadLine(pack, block, line, parser, lexicons);
                }
                catch (FormatException e)
                {
                    throw new SignalPackException($"Pack '{pack}', line {number}: {e.Message}.", e);
                }
            }
        }
    }

    private void ReadLine(string pack, PackBlock block, string line, PatternParser parser, Dictionary<string, PatternNode> lexicons)
    {
        switch (block.Kind)
        {
            case WrittenForms:
                var sides = line.Split('=');
                foreach (var written in sides[0].Split(',', StringSplitOptions.TrimEntries))
                {
                    _vocabulary.AddExpansion(Plain(written), Plain(sides[1]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
                }

                break;
            case "stop":
                AddWords(line, _vocabulary.StopWords);
                break;
            case "lead":
                AddWords(line, _vocabulary.LeadingFillers);
                break;
            case "tail":
                AddWords(line, _vocabulary.ClosingFillers);
                break;
            case "lexicon":
                var entries = line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(parser.ParsePart);
                var known = lexicons.TryGetValue(block.Name, out var node) ? entries.Prepend(node) : entries;
                lexicons[block.Name] = PatternChoice.Of([.. known]);
                break;
            default:
                foreach (var pattern in EndVariants.Of(line))
                {
                    _rules.Add((parser.Parse(pattern), block.ToRule(pack, DefaultConfidence)));
                }

                break;
        }
    }

    private void AddWords(string line, HashSet<int> into)
    {
        foreach (var written in line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var word in WordSplitter.Split(Plain(written), _vocabulary))
            {
                into.Add(_vocabulary.Add(word));
            }
        }
    }

    private static string Plain(string text) => string.Create(text.Length, text, (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = from[i] == '’' ? '\'' : Folding.Plain(from[i]);
        }
    }).Trim();
}
