namespace LlmAspire.MockLlm.Calls;

/// <summary>Something that happened to a call.</summary>
/// <param name="What"><c>arrived</c> or <c>ended</c>.</param>
/// <param name="Call">The call at that moment.</param>
internal sealed record CallNews(string What, CallView Call);
