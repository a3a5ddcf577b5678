using System.Diagnostics;

namespace LlmAspire.Gateway.Filters;

/// <summary>What a filter is told of the request or answer that it filters. No credential and no cookie can get into it.</summary>
/// <param name="IsRequest">Whether it is the request.</param>
/// <param name="Path">The path that the client called.</param>
/// <param name="ContentType">The body's media type.</param>
/// <param name="RequestId">The request's id.</param>
/// <param name="ConversationId">The conversation, where there is one.</param>
/// <param name="TraceId">The call's trace.</param>
/// <param name="Span">The span under which the filters' spans stand.</param>
internal sealed record FilterSubject(
    bool IsRequest, string Path, string ContentType, string RequestId, string? ConversationId, string TraceId, Activity? Span)
{
    /// <summary>Whether it is a stream of events.</summary>
    public bool IsEventStream { get; } = ContentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);
}
