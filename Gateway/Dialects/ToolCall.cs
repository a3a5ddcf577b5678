namespace LlmAspire.Gateway.Dialects;

/// <summary>One tool call of an answer.</summary>
/// <param name="Id">Its id, by which its result is matched.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">Its arguments: JSON, unless the model wrote something else.</param>
internal sealed record ToolCall(string Id, string Name, string Arguments);
