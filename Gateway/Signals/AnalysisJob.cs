using System.Diagnostics;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Signals;

/// <summary>A call whose client has its end, and whose conversation is to be analyzed. It is content and lives until then only.</summary>
/// <param name="Messages">The conversation's messages with the request's, one JSON array, a copy of its own.</param>
/// <param name="Answer">What the client got; null when there was nothing to read.</param>
/// <param name="Span">The call's span, not ended yet; null when nobody listens.</param>
/// <param name="Call">How the call went.</param>
/// <param name="Conversation">The conversation; null when the call belongs to none.</param>
internal sealed record AnalysisJob(
    ReadOnlyMemory<byte> Messages, DeliveredAnswer? Answer, Activity? Span, CallSummary Call, ConversationKey? Conversation);
