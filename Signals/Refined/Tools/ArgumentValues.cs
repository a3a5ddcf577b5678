using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>Tells one call per thing that the user named from guessing: the values of the first kind stand in the user's message.</summary>
internal static class ArgumentValues
{
    private const int MaxValues = 40;

    /// <summary>True when every call has a value of its own that the user named.</summary>
    public static bool AreAllAsked(IReadOnlyList<ToolStep> run, MessageText? asked)
    {
        if (asked is null || run.Count == 0)
        {
            return false;
        }

        var stems = run.Select(step => StemsOf(step.Calls[0].Arguments)).ToList();
        return Enumerable.Range(0, run.Count).All(i => stems[i].Any(stem =>
            asked.Stems.Contains(stem) && !stems.Where((_, other) => other != i).Any(others => others.Contains(stem))));
    }

    private static HashSet<int> StemsOf(string arguments)
    {
        var stems = new HashSet<int>();
        Span<char> word = stackalloc char[40];
        for (var i = 0; i < arguments.Length && stems.Count < MaxValues;)
        {
            var length = 0;
            for (; i < arguments.Length && char.IsLetterOrDigit(arguments[i]); i++)
            {
                if (length < word.Length)
                {
                    word[length++] = Folding.Plain(arguments[i]);
                }
            }

            if (length > 0)
            {
                stems.Add(Stemmer.StemOf(word[..length]));
            }

            i++;
        }

        return stems;
    }
}
