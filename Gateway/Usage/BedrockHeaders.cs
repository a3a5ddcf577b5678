using System.Globalization;

namespace LlmAspire.Gateway.Usage;

/// <summary>The token counts that Bedrock sends as headers of an invoked model's answer; for some models there are no others.</summary>
internal static class BedrockHeaders
{
    private static readonly (string Name, UsageSlot Slot)[] Counts =
    [
        ("x-amzn-bedrock-input-token-count", UsageSlot.Input),
        ("x-amzn-bedrock-output-token-count", UsageSlot.Output),
        ("x-amzn-bedrock-cache-read-input-token-count", UsageSlot.CacheRead),
        ("x-amzn-bedrock-cache-write-input-token-count", UsageSlot.CacheWrite),
    ];

    /// <summary>Reads the counts.</summary>
    /// <param name="header">The value of a header, null when there is none.</param>
    /// <returns>The usage, null when no header tells any.</returns>
    public static TokenUsage? Read(Func<string, string?> header)
    {
        var fields = default(UsageFields);
        foreach (var (name, slot) in Counts)
        {
            if (long.TryParse(header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                fields.Set(slot, count);
            }
        }

        return fields.Any ? fields.ToUsage(CacheCounting.BesideInput) : null;
    }
}
