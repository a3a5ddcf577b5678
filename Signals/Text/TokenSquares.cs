using System.Runtime.InteropServices;

namespace LlmAspire.Signals.Text;

/// <summary>The sum of the squares of how often each token occurs.</summary>
internal static class TokenSquares
{
    public static long Sum(NormalizedText text)
    {
        var counts = new Dictionary<string, int>(text.Count, StringComparer.Ordinal);
        var bySpan = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        long sum = 0;
        for (var i = 0; i < text.Count; i++)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(bySpan, text[i], out _);
            sum += (2 * count++) + 1;
        }

        return sum;
    }
}
