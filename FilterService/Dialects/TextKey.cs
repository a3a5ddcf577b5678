namespace LlmAspire.FilterService.Dialects;

/// <summary>Names one text of an answer.</summary>
/// <param name="Channel">Its kind.</param>
/// <param name="First">Its choice, block or output item.</param>
/// <param name="Second">Its tool call or part.</param>
internal readonly record struct TextKey(int Channel, int First, int Second);
