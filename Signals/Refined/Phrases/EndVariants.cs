namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// Writes out the one short form that packs have: a last group with <c>|$)</c>, "one of these words or the end of the
/// sentence".
/// </summary>
internal static class EndVariants
{
    private const string Ending = "|$)";

    /// <summary>The patterns a line stands for.</summary>
    public static IEnumerable<string> Of(string line)
    {
        if (!line.EndsWith(Ending, StringComparison.Ordinal))
        {
            return [line];
        }

        var depth = 0;
        for (var at = line.Length - 1; at >= 0; at--)
        {
            depth += line[at] == ')' ? 1 : line[at] == '(' ? -1 : 0;
            if (depth == 0)
            {
                return [line[..^Ending.Length] + ")", line[..at] + "$"];
            }
        }

        return [line];
    }
}
