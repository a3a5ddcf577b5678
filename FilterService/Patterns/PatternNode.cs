namespace LlmAspire.FilterService.Patterns;

/// <summary>A part of a parsed pattern.</summary>
/// <param name="Kind">What it is; says which of the other members count.</param>
/// <param name="Set">The characters of a set or of a look-around.</param>
/// <param name="Parts">The parts of a sequence, a choice or a repetition.</param>
/// <param name="Least">The fewest repetitions.</param>
/// <param name="Most">The most repetitions; <see cref="Unlimited"/> for no limit.</param>
internal sealed record PatternNode(
    PatternNodeKind Kind, CharSet? Set = null, IReadOnlyList<PatternNode>? Parts = null, int Least = 0, int Most = 0)
{
    /// <summary>No limit to the repetitions.</summary>
    public const int Unlimited = -1;
}
