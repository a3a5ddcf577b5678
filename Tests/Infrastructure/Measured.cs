namespace LlmAspire.Tests.Infrastructure;

/// <summary>One measurement of an instrument.</summary>
/// <param name="Name">The instrument's name.</param>
/// <param name="Value">The value.</param>
/// <param name="Labels">The labels.</param>
internal sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, string?> Labels);
