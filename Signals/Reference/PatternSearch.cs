using System.Buffers;
using System.Text.RegularExpressions;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Taxonomy;
using LlmAspire.Signals.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>Searches tool results for the patterns of some types; the first type in order that matches is the find.</summary>
/// <remarks>
/// Linear in the text whatever the patterns and the text are: a vectorised search for texts that the patterns cannot do without decides which
/// types are tried at all, and those are tried by the runtime's automaton engine, which never backtracks.
/// </remarks>
internal sealed class PatternSearch
{
    private readonly (PatternList List, Regex Regex, SearchValues<string>? Required)[] _lists;
    private readonly SearchValues<string>? _anyRequired;

    /// <summary>Compiles the patterns.</summary>
    /// <exception cref="SignalPackException">A pattern is no regular expression that can be run without backtracking.</exception>
    public PatternSearch(IReadOnlyList<PatternList> lists)
    {
        _lists = [.. lists.Select(static list => (list, LinearRegex.Compile(AnyOf(list)), RequiredText.OfAll(list.Patterns)))];
        _anyRequired = RequiredText.OfAll(lists.SelectMany(static list => list.Patterns));
    }

    /// <summary>The find in a text; null when no pattern matches.</summary>
    /// <param name="text">The text as it is.</param>
    /// <param name="lower">The same in lower case, or the text itself when it is ASCII.</param>
    public PatternHit? Find(string text, string lower)
    {
        if (_anyRequired is not null && !lower.AsSpan().ContainsAny(_anyRequired))
        {
            return null;
        }

        foreach (var (list, regex, required) in _lists)
        {
            if ((required is null || lower.AsSpan().ContainsAny(required)) && regex.Match(lower) is { Success: true } match)
            {
                return Hit(list, text, lower, match);
            }
        }

        return null;
    }

    private static PatternHit Hit(PatternList list, string text, string lower, Match match) => new(
        list.Type,
        list.Type == SignalType.BadQuery && !HasWordOfFailure(lower) ? 0.6 : list.Confidence,
        LowerCase.Of(match.Value),
        Snippet.Around(text, lower, match.Index, match.Length));

    private static bool HasWordOfFailure(string lower) =>
        lower.Contains("error", StringComparison.OrdinalIgnoreCase)
        || lower.Contains("invalid", StringComparison.OrdinalIgnoreCase)
        || lower.Contains("failed", StringComparison.OrdinalIgnoreCase);

    private static string AnyOf(PatternList list) => string.Join('|', list.Patterns.Select(static pattern => $"(?:{pattern})"));
}
