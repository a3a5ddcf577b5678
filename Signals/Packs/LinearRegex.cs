using System.Text.RegularExpressions;

namespace LlmAspire.Signals.Packs;

/// <summary>Compiles a pack's patterns for the runtime's automaton engine, which takes time in proportion to the text whatever the pattern.</summary>
internal static class LinearRegex
{
    /// <summary>A pattern without regard to case.</summary>
    /// <exception cref="SignalPackException">It is no pattern, or one that needs backtracking, such as a look-around or a back reference.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new SignalPackException($"A pattern of a signal pack cannot be used: {exception.Message}", exception);
        }
    }
}
