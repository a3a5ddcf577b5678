namespace LlmAspire.Tests.Infrastructure;

/// <summary>A request as a <see cref="ScriptedProvider"/> got it.</summary>
/// <param name="Path">Its path and query.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body as text.</param>
internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
