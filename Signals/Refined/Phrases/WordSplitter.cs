using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>Splits a written word of a pattern the way <see cref="Tokenizer"/> splits the words of a message.</summary>
internal static class WordSplitter
{
    /// <summary>The words that a message with this written form would have.</summary>
    public static IEnumerable<string> Split(string written, Vocabulary vocabulary)
    {
        foreach (var part in written.Split(['-', '_', '.', '/', '!', ';', ':', '"'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (vocabulary.ExpansionOf(part) is { } words)
            {
                foreach (var word in words)
                {
                    yield return word;
                }

                continue;
            }

            foreach (var word in part.Split('\'', StringSplitOptions.RemoveEmptyEntries).SelectMany(Scripts))
            {
                yield return word;
            }
        }
    }

    // Characters that stand alone are words of their own; letters around them stay together.
    private static IEnumerable<string> Scripts(string word)
    {
        var from = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (Folding.StandsAlone(word[i]))
            {
                if (i > from)
                {
                    yield return word[from..i];
                }

                yield return word[i].ToString();
                from = i + 1;
            }
        }

        if (from < word.Length)
        {
            yield return word[from..];
        }
    }
}
