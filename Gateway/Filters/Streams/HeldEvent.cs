namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>One event of the provider that the filter has not acknowledged yet.</summary>
/// <param name="Length">Its bytes as the provider sent them.</param>
/// <param name="IsPlain">Whether the filter gets exactly these bytes, its number put before the blank line: the usual case.</param>
/// <param name="HasIds">Whether it has <c>id:</c> lines of the provider's own, which the filter does not see.</param>
internal readonly record struct HeldEvent(int Length, bool IsPlain, bool HasIds);
