namespace LlmAspire.Gateway.Providers;

/// <summary>OpenAI's list of models.</summary>
/// <param name="Object">Always <c>list</c>.</param>
/// <param name="Data">The models.</param>
internal sealed record Listing(string Object, IReadOnlyList<Entry> Data);
