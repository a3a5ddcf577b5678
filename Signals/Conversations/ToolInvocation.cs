namespace LlmAspire.Signals.Conversations;

/// <summary>A tool call as sent.</summary>
/// <param name="Name">The tool; <c>unknown</c> when the row does not tell.</param>
/// <param name="Arguments">
/// The arguments as text. From a message: as the model sent them, mostly a JSON object. From a row of another form: what the form gives.
/// </param>
/// <param name="CallId">The id that the result refers to; null when there is none.</param>
public sealed record ToolInvocation(string Name, string Arguments, string? CallId = null);
