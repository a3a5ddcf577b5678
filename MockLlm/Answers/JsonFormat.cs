using System.Text.Json;

namespace LlmAspire.MockLlm.Answers;

/// <summary>The answer's text must be JSON.</summary>
/// <param name="Schema">The schema that it must satisfy; null for any object.</param>
internal sealed record JsonFormat(JsonElement? Schema);
