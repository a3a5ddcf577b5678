namespace LlmAspire.Benchmarks.Load;

/// <summary>The one statistic that the comparison needs.</summary>
internal static class Numbers
{
    /// <summary>The median; NaN of nothing.</summary>
    /// <param name="values">The values.</param>
    /// <returns>The middle one, or the mean of the two in the middle.</returns>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN
            : sorted.Length % 2 == 1 ? sorted[middle]
            : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
