using System.Text.Json;

namespace LlmAspire.MockLlm.Answers;

/// <summary>A tool that a request offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Schema">The JSON schema of its arguments; null when the request gives none.</param>
internal sealed record ToolOffer(string Name, JsonElement? Schema);
