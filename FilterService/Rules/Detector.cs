using LlmAspire.FilterService.Patterns;

namespace LlmAspire.FilterService.Rules;

/// <summary>One form of what a rule looks for.</summary>
/// <param name="Pattern">How it is written.</param>
internal sealed record Detector(PatternNode Pattern)
{
    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern, see <see cref="PatternParser"/>.</param>
    /// <param name="ignoreCase">Whether letters match in both cases.</param>
    public Detector(string pattern, bool ignoreCase = false)
        : this(PatternParser.Parse(pattern, ignoreCase))
    {
    }

    /// <summary>What a match must fulfil besides the pattern; null: nothing.</summary>
    public MatchCheck? Check { get; init; }

    /// <summary>What the text before must fulfil; null: nothing.</summary>
    public StartCheck? Gate { get; init; }

    /// <summary>Whether only the longest match counts: a shorter one of a longer run of characters is something else.</summary>
    public bool LongestOnly { get; init; }

    /// <summary>From how many characters on an open match is so telling that it is never let out half.</summary>
    public int TellingLength { get; init; } = 8;

    /// <summary>A character that must be there for an open match to be telling; null: the length alone counts.</summary>
    public char? TellingCharacter { get; init; }

    /// <summary>The pattern up to whose end everything behind a match is redacted too; null: nothing is.</summary>
    public PatternNode? RedactUntil { get; init; }

    /// <summary>The longest that matching one stretch of text may take; null: no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether an open match is so telling that it is never let out half.</summary>
    /// <param name="open">The open match.</param>
    /// <returns>True when it is.</returns>
    public bool IsTelling(ReadOnlySpan<char> open) =>
        TellingCharacter is { } character ? open.Contains(character) : open.Length >= TellingLength;
}
