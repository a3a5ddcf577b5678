namespace LlmAspire.FilterService.Patterns;

/// <summary>An immutable set of UTF-16 characters, kept as sorted ranges. <see cref="End"/> is never in it.</summary>
internal sealed class CharSet : IEquatable<CharSet>
{
    /// <summary>Stands for the end of a text; it belongs to no set, so that no pattern reaches beyond it.</summary>
    public const char End = '\uFFFF';

    private readonly (int Low, int High)[] _ranges;

    private CharSet(IEnumerable<(int Low, int High)> ranges) => _ranges = Normalise(ranges);

    /// <summary>Everything but line feeds.</summary>
    public static CharSet NotNewLine { get; } = Of('\n', '\n').Negated();

    /// <summary>The ASCII digits.</summary>
    public static CharSet Digits { get; } = Of('0', '9');

    /// <summary>White space of any script.</summary>
    public static CharSet Spaces { get; } = Where(char.IsWhiteSpace);

    /// <summary>Letters, digits and the underscore of any script.</summary>
    public static CharSet Words { get; } = Where(value => char.IsLetterOrDigit(value) || value == '_');

    /// <summary>The set's ranges, ascending, without overlap; both ends belong to it.</summary>
    public ReadOnlySpan<(int Low, int High)> Ranges => _ranges;

    /// <summary>The set of one range.</summary>
    /// <param name="low">Its first character.</param>
    /// <param name="high">Its last character.</param>
    /// <returns>The set.</returns>
    public static CharSet Of(char low, char high) => new([(low, high)]);

    /// <summary>The union of sets.</summary>
    /// <param name="sets">The sets.</param>
    /// <returns>Their union; empty when there are none.</returns>
    public static CharSet Union(IEnumerable<CharSet> sets) => new(sets.SelectMany(set => set._ranges));

    /// <summary>All that is not in this set.</summary>
    /// <returns>The complement, without <see cref="End"/>.</returns>
    public CharSet Negated()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (low, high) in _ranges)
        {
            gaps.Add((next, low - 1));
            next = high + 1;
        }

        gaps.Add((next, End - 1));
        return new CharSet(gaps);
    }

    /// <summary>This set and the upper and lower case of each of its letters.</summary>
    /// <returns>The larger set.</returns>
    public CharSet WithBothCases()
    {
        var more = new List<(int, int)>(_ranges);
        foreach (var (low, high) in _ranges)
        {
            for (var value = low; value <= high; value++)
            {
                var (upper, lower) = (char.ToUpperInvariant((char)value), char.ToLowerInvariant((char)value));
                if (upper != lower)
                {
                    more.Add((upper, upper));
                    more.Add((lower, lower));
                }
            }
        }

        return new CharSet(more);
    }

    /// <summary>Whether a character belongs to the set.</summary>
    /// <param name="value">The character.</param>
    /// <returns>True when it does.</returns>
    public bool Contains(int value)
    {
        var (from, to) = (0, _ranges.Length - 1);
        while (from <= to)
        {
            var middle = (from + to) / 2;
            var (low, high) = _ranges[middle];
            if (value < low)
            {
                to = middle - 1;
            }
            else if (value > high)
            {
                from = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(CharSet? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CharSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ranges.Length == 0 ? 0 : HashCode.Combine(_ranges.Length, _ranges[0], _ranges[^1]);

    private static CharSet Where(Func<char, bool> belongs) =>
        new(Enumerable.Range(0, End).Where(value => belongs((char)value)).Select(value => (value, value)));

    private static (int Low, int High)[] Normalise(IEnumerable<(int Low, int High)> ranges)
    {
        var merged = new List<(int Low, int High)>();
        foreach (var range in ranges.Where(range => range.Low <= range.High).OrderBy(range => range.Low))
        {
            if (merged.Count > 0 && range.Low <= merged[^1].High + 1)
            {
                merged[^1] = (merged[^1].Low, Math.Max(merged[^1].High, range.High));
            }
            else
            {
                merged.Add(range);
            }
        }

        return [.. merged];
    }
}
