using LlmAspire.FilterService.Patterns;

namespace LlmAspire.FilterService.Rules.Blocklists;

/// <summary>The rule whose terms and patterns come from configuration. Case is ignored; of several matches at one place the longest
/// counts.</summary>
internal static class Blocklist
{
    // A beginning of a term that is let out because its text seemed to end must not be most of the term.
    private const int TellingLength = 12;

    private static readonly PatternNode Blank = PatternParser.Parse(@"\s{1,8}", ignoreCase: false);

    /// <summary>Makes the rule.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="PatternException">A pattern cannot be used.</exception>
    public static Rule Create(RuleOptions options)
    {
        var name = options.Name.Length > 0 ? options.Name : RuleCatalog.Blocklist;
        PatternNode[] choices = [.. options.Terms.Select(term => Term(term, options.WholeWords)), .. options.Patterns.Select(Pattern)];
        var detector = new Detector(new PatternNode(PatternNodeKind.Choice, Parts: choices))
        {
            Timeout = options.MatchTimeout,
            TellingLength = TellingLength,
        };
        return new Rule(name, "[BLOCKED]", RuleAction.Redact, [detector]);
    }

    /// <summary>Reads one pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The parsed pattern.</returns>
    /// <exception cref="PatternException">It cannot be used.</exception>
    public static PatternNode Pattern(string pattern)
    {
        var node = PatternParser.Parse(pattern, ignoreCase: true);
        PatternCompiler.Compile(node);
        return CanBeEmpty(node) ? throw new PatternException("it matches the empty text") : node;
    }

    private static PatternNode Term(string term, bool wholeWord)
    {
        // A blank in a term stands for any white space: a model breaks its lines where it likes.
        var words = term.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => PatternParser.Literal(word, ignoreCase: true));
        var literal = words.Aggregate((before, word) => new PatternNode(PatternNodeKind.Sequence, Parts: [before, Blank, word]));
        var boundary = new PatternNode(PatternNodeKind.WordBoundary);
        return wholeWord ? new PatternNode(PatternNodeKind.Sequence, Parts: [boundary, literal, boundary]) : literal;
    }

    private static bool CanBeEmpty(PatternNode node) => node.Kind switch
    {
        PatternNodeKind.Set => false,
        PatternNodeKind.Sequence => node.Parts!.All(CanBeEmpty),
        PatternNodeKind.Choice => node.Parts!.Any(CanBeEmpty),
        PatternNodeKind.Repeat => node.Least == 0 || CanBeEmpty(node.Parts![0]),
        _ => true,
    };
}
