using System.Buffers;
using System.Numerics;

namespace LlmAspire.Signals.Text;

/// <summary>The different runs of three characters (Unicode scalar values) in a text.</summary>
public sealed class TrigramSet
{
    // A scalar value takes 21 bits. One is added so that no key is zero, which marks a free slot.
    private const int BitsPerCharacter = 21;
    private const ulong KeyMask = (1UL << (3 * BitsPerCharacter)) - 1;

    private readonly ulong[] _keys;

    private TrigramSet(ulong[] keys) => _keys = keys;

    /// <summary>How many different trigrams there are.</summary>
    public int Count => _keys.Length;

    /// <summary>The trigrams as numbers, each once, in the order of their first place.</summary>
    public ReadOnlySpan<ulong> Keys => _keys;

    /// <summary>The trigrams of a text as it stands.</summary>
    public static TrigramSet From(ReadOnlySpan<char> text)
    {
        if (text.Length < 3)
        {
            return new TrigramSet([]);
        }

        var found = ArrayPool<ulong>.Shared.Rent(text.Length);
        var slots = RentSlots(text.Length, out var shift);
        try
        {
            var count = Collect(text, found, slots, shift);
            return new TrigramSet(found.AsSpan(0, count).ToArray());
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(found);
            ArrayPool<ulong>.Shared.Return(slots);
        }
    }

    /// <summary>
    /// The share of common trigrams among all of both (Jaccard), as a 32-bit number; 1 for two empty sets. When it is below the least that is
    /// of interest, any number below that may be given instead, which saves most of the work.
    /// </summary>
    public float Similarity(TrigramSet other, float least = 0)
    {
        if (Count == 0 || other.Count == 0)
        {
            return Count == other.Count ? 1 : 0;
        }

        var needed = LeastInCommon(other.Count, least);
        return needed > Math.Min(Count, other.Count) ? 0 : Ratio(CountCommon(other, needed), Count, other.Count);
    }

    /// <summary>How many of the trigrams the other has as well.</summary>
    public int CountCommon(TrigramSet other) => CountCommon(other, 0);

    private static int Collect(ReadOnlySpan<char> text, ulong[] found, ulong[] slots, int shift)
    {
        int seen = 0, count = 0;
        ulong key = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            key = ((key << BitsPerCharacter) | (uint)rune.Value) & KeyMask;
            if (++seen >= 3 && TryAdd(slots, shift, key + 1))
            {
                found[count++] = key;
            }
        }

        return count;
    }

    private int CountCommon(TrigramSet other, int needed)
    {
        var slots = RentSlots(other.Count, out var shift);
        try
        {
            foreach (var key in other._keys)
            {
                TryAdd(slots, shift, key + 1);
            }

            var allowedMisses = Count - needed;
            var misses = 0;
            foreach (var key in _keys)
            {
                if (!Has(slots, shift, key + 1) && ++misses > allowedMisses)
                {
                    break;
                }
            }

            return Count - misses;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(slots);
        }
    }

    // The smallest number in common whose ratio, rounded as the result is, reaches the least of interest.
    private int LeastInCommon(int otherCount, float least)
    {
        var sum = Count + otherCount;
        var needed = Math.Max((int)(least * sum / (1 + least)) - 2, 0);
        while (needed < sum && Ratio(needed, Count, otherCount) < least)
        {
            needed++;
        }

        return needed;
    }

    private static float Ratio(int common, int count, int otherCount) => (float)common / (count + otherCount - common);

    private static ulong[] RentSlots(int entries, out int shift)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * entries));
        shift = 64 - BitOperations.Log2((uint)size);
        var slots = ArrayPool<ulong>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        return slots;
    }

    private static bool TryAdd(ulong[] slots, int shift, ulong entry)
    {
        var slot = Slot(entry, shift);
        var mask = Mask(shift);
        while (slots[slot] != 0)
        {
            if (slots[slot] == entry)
            {
                return false;
            }

            slot = (slot + 1) & mask;
        }

        slots[slot] = entry;
        return true;
    }

    private static bool Has(ulong[] slots, int shift, ulong entry)
    {
        var slot = Slot(entry, shift);
        var mask = Mask(shift);
        while (slots[slot] != 0)
        {
            if (slots[slot] == entry)
            {
                return true;
            }

            slot = (slot + 1) & mask;
        }

        return false;
    }

    // Fibonacci hashing, folded first so that all three characters take part.
    private static int Slot(ulong entry, int shift) => (int)(((entry ^ (entry >> 29)) * 0x9E3779B97F4A7C15UL) >> shift);

    private static int Mask(int shift) => (1 << (64 - shift)) - 1;
}
