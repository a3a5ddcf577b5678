using System.Diagnostics;

namespace LlmAspire.Gateway.Filters;

/// <summary>What a filter is told of the answer that it filters. No credential and no cookie can get into it.</summary>
/// <param name="Path">The path that the client called.</param>
/// <param name="ContentType">The answer's media type.</param>
/// <param name="RequestId">The request's id.</param>
/// <param name="ConversationId">The conversation, where there is one.</param>
/// <param name="TraceId">The call's trace.</param>
/// <param name="Span">The call's span, under which the filters' spans stand.</param>
internal sealed record FilteredAnswer(
    string Path, string ContentType, string RequestId, string? ConversationId, string TraceId, Activity? Span);
