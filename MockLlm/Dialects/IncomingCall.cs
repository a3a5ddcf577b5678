using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>A call as a dialect reads it.</summary>
/// <param name="Path">The path.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Json">The body; null when it is not JSON.</param>
internal sealed record IncomingCall(string Path, IHeaderDictionary Headers, JsonElement? Json);
