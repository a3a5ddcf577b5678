namespace LlmAspire.Gateway.Dialects;

/// <summary>An error as the provider told it, in an error answer or in the middle of a stream. The message may quote the request.</summary>
/// <param name="Type">Its type (Gemini: its status); null when the provider told none.</param>
/// <param name="Message">What it says.</param>
/// <param name="Code">Its code.</param>
/// <param name="CodeIsNumber">Whether the provider sent the code as a number.</param>
internal sealed record ProviderError(string? Type, string? Message, string? Code, bool CodeIsNumber);
