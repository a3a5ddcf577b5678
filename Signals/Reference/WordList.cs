using System.Collections.Frozen;
using LlmAspire.Signals.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>A list of words that do not count.</summary>
internal sealed class WordList
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    public WordList(IEnumerable<string> words) =>
        _words = words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The different tokens of a text that are not in this list.</summary>
    public HashSet<string> Without(NormalizedText text)
    {
        var left = new HashSet<string>(StringComparer.Ordinal);
        var bySpan = left.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < text.Count; i++)
        {
            if (!_words.Contains(text[i]))
            {
                bySpan.Add(text[i]);
            }
        }

        return left;
    }
}
