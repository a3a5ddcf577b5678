namespace LlmAspire.FilterService.Texts;

/// <summary>A change of an event's data.</summary>
/// <param name="Start">Where the bytes begin that are replaced.</param>
/// <param name="End">Where they end, exclusive.</param>
/// <param name="Replacement">What takes their place.</param>
internal readonly record struct Edit(int Start, int End, ReadOnlyMemory<byte> Replacement);
