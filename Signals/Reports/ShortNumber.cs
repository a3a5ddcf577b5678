using System.Globalization;

namespace LlmAspire.Signals.Reports;

/// <summary>
/// Numbers in the texts of reports: 32-bit, as the reference computes, and rounded half to even, where the runtime's own format would round
/// half away from zero.
/// </summary>
internal static class ShortNumber
{
    /// <summary>A number with a fixed count of decimals.</summary>
    public static string Round(float value, int decimals) =>
        Math.Round((decimal)(double)value, decimals, MidpointRounding.ToEven).ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>The number that the shortest text of a 32-bit number stands for: 0.7142857 rather than 0.714285731315613.</summary>
    public static double Shortest(float value) => (double)(decimal)value;
}
