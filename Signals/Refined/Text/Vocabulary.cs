namespace LlmAspire.Signals.Refined.Text;

/// <summary>
/// The words that packs speak of, as numbers. A word a pack does not know has no number, apart from those that start with a known beginning
/// (written <c>frustrat*</c> in a pack), which have the number of the longest such beginning. Read-only once the packs are read.
/// </summary>
internal sealed class Vocabulary
{
    /// <summary>The number of a word that no pack knows.</summary>
    public const int Unknown = -1;

    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _expansions = new(StringComparer.Ordinal);
    private readonly List<string> _spelling = [];
    private readonly HashSet<int> _roles = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wordLookup;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _beginningLookup;
    private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _expansionLookup;
    private ulong _beginningLengths;

    /// <summary>An empty vocabulary.</summary>
    public Vocabulary()
    {
        _wordLookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _beginningLookup = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        _expansionLookup = _expansions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many numbers are given out.</summary>
    public int Count => _spelling.Count;

    /// <summary>Words that say little on their own; they do not count when messages are compared.</summary>
    public HashSet<int> StopWords { get; } = [];

    /// <summary>Words that may stand before the first word of a sentence without changing it.</summary>
    public HashSet<int> LeadingFillers { get; } = [];

    /// <summary>Words that may stand behind the last word of a sentence without changing it.</summary>
    public HashSet<int> ClosingFillers { get; } = [];

    /// <summary>The number of a plain word, given out when new.</summary>
    public int Add(string word)
    {
        if (!_words.TryGetValue(word, out var id))
        {
            id = _spelling.Count;
            _words.Add(word, id);
            _spelling.Add(word);
        }

        return id;
    }

    /// <summary>The number of a beginning, given out when new.</summary>
    public int AddBeginning(string beginning)
    {
        if (!_beginnings.TryGetValue(beginning, out var id))
        {
            id = _spelling.Count;
            _beginnings.Add(beginning, id);
            _spelling.Add(beginning + "*");
            _beginningLengths |= 1ul << Math.Min(beginning.Length, 63);
            _roles.Add(id);
        }

        return id;
    }

    /// <summary>Makes a written form stand for other words: "don't" for "do not", "thx" for "thanks".</summary>
    /// <exception cref="FormatException">Patterns read before have the form as a word of its own: they could never match any
    /// more.</exception>
    public void AddExpansion(string written, string[] words)
    {
        if (_words.ContainsKey(written))
        {
            throw new FormatException($"'{written}' is a word of its own in what was read before");
        }

        _expansions[written] = words;
    }

    /// <summary>The words a written form stands for; null when it stands for itself.</summary>
    public string[]? ExpansionOf(ReadOnlySpan<char> written) => _expansionLookup.TryGetValue(written, out var words) ? words : null;

    /// <summary>The number of a word as read from a message.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        if (_wordLookup.TryGetValue(word, out var id))
        {
            return id;
        }

        for (var length = Math.Min(word.Length, 62); length > 2; length--)
        {
            if ((_beginningLengths & (1ul << length)) != 0 && _beginningLookup.TryGetValue(word[..length], out id))
            {
                return id;
            }
        }

        return Unknown;
    }

    /// <summary>All numbers whose words start with the beginning, itself included.</summary>
    public IEnumerable<int> StartingWith(string beginning)
    {
        for (var id = 0; id < _spelling.Count; id++)
        {
            var spelling = _roles.Contains(id) ? _spelling[id].AsSpan()[..^1] : _spelling[id].AsSpan();
            if (spelling.StartsWith(beginning, StringComparison.Ordinal))
            {
                yield return id;
            }
        }
    }
}
