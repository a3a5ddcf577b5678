namespace LlmAspire.FilterService.Patterns;

/// <summary>
/// Divides all characters into classes that no pattern of a rule set can tell apart, so that an automaton has a few dozen transitions a
/// state instead of 65,536. Immutable.
/// </summary>
internal sealed class CharClasses
{
    /// <summary>The class of <see cref="CharSet.End"/>: the end of a text.</summary>
    public const int End = 0;

    private readonly ushort[] _classes = new ushort[char.MaxValue + 1];
    private readonly List<char> _members = [CharSet.End];

    /// <summary>Divides the characters.</summary>
    /// <param name="sets">The sets that must be told apart.</param>
    public CharClasses(IEnumerable<CharSet> sets)
    {
        CharSet[] all = [.. sets.Append(CharSet.Words).Distinct()];
        int[] borders = [.. all.SelectMany(Borders).Append(0).Distinct().Order()];
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        for (var i = 0; i < borders.Length; i++)
        {
            var first = borders[i];
            var next = i + 1 < borders.Length ? borders[i + 1] : CharSet.End;
            var signature = string.Create(all.Length, (all, first), static (text, of) =>
            {
                for (var set = 0; set < text.Length; set++)
                {
                    text[set] = of.all[set].Contains(of.first) ? '1' : '0';
                }
            });
            if (!known.TryGetValue(signature, out var number))
            {
                number = (ushort)_members.Count;
                known.Add(signature, number);
                _members.Add((char)first);
            }

            _classes.AsSpan(first, Math.Max(0, next - first)).Fill(number);
        }

        _classes[CharSet.End] = End;
    }

    /// <summary>How many classes there are, <see cref="End"/> included.</summary>
    public int Count => _members.Count;

    /// <summary>The class of a character.</summary>
    /// <param name="character">The character.</param>
    /// <returns>Its class.</returns>
    public int Of(char character) => _classes[character];

    /// <summary>One character of a class, which stands for all of them.</summary>
    /// <param name="number">The class.</param>
    /// <returns>The character.</returns>
    public char MemberOf(int number) => _members[number];

    private static IEnumerable<int> Borders(CharSet set)
    {
        var borders = new List<int>();
        foreach (var (low, high) in set.Ranges)
        {
            borders.Add(low);
            borders.Add(high + 1);
        }

        return borders.Where(border => border < CharSet.End);
    }
}
