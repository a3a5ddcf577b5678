using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>Finds patterns of several tools that are repeated, the shortest pattern first; of finds that overlap the first and longest stays.</summary>
internal static class OscillationSearch
{
    public static IEnumerable<SignalInstance> Find(List<(int Place, CallFacts Call)> calls, ReferenceThresholds thresholds)
    {
        var names = calls.ConvertAll(static call => call.Call.Name);
        var least = 2 * thresholds.OscillationCycles;
        var hits = new List<(int First, int Last, string[] Names, int Cycles)>();
        for (var first = 0; first + least <= names.Count;)
        {
            var (length, cycles) = PatternAt(names, first, thresholds);
            if (cycles == 0)
            {
                first++;
                continue;
            }

            var end = first + (length * cycles);
            hits.Add((calls[first].Place, calls[end - 1].Place, [.. names.GetRange(first, length)], cycles));

            // The last repetition may be the first of another pattern.
            first = end - length;
        }

        return WithoutOverlaps(hits).Select(static hit => Signal(hit.First, hit.Last, hit.Names, hit.Cycles));
    }

    private static (int Length, int Cycles) PatternAt(List<string> names, int first, ReferenceThresholds thresholds)
    {
        var longest = Math.Min(thresholds.OscillationLongest, names.Count - first);
        for (var length = thresholds.OscillationShortest; length <= longest; length++)
        {
            if (!HasTwoNames(names, first, length))
            {
                continue;
            }

            var cycles = 1;
            while (first + ((cycles + 1) * length) <= names.Count && IsSame(names, first, first + (cycles * length), length))
            {
                cycles++;
            }

            if (cycles >= thresholds.OscillationCycles)
            {
                return (length, cycles);
            }
        }

        return (0, 0);
    }

    private static bool HasTwoNames(List<string> names, int first, int length)
    {
        for (var i = first + 1; i < first + length; i++)
        {
            if (names[i] != names[first])
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(List<string> names, int one, int other, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (names[one + i] != names[other + i])
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<(int First, int Last, string[] Names, int Cycles)> WithoutOverlaps(
        List<(int First, int Last, string[] Names, int Cycles)> hits)
    {
        var end = -1;
        foreach (var hit in hits.OrderBy(static hit => hit.First).ThenByDescending(static hit => hit.Last - hit.First))
        {
            if (hit.First > end)
            {
                end = hit.Last;
                yield return hit;
            }
        }
    }

    private static SignalInstance Signal(int first, int last, string[] names, int cycles) => new(
        SignalType.Oscillation,
        first,
        0.9,
        $"Oscillation pattern [{string.Join(" \u2192 ", names)}] repeated {cycles} times",
        [
            new("pattern", names),
            new("start_index", first),
            new("end_index", last),
            new("cycle_count", cycles),
            new("loop_type", "oscillation"),
        ]);
}
