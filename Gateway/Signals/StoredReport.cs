namespace LlmAspire.Gateway.Signals;

/// <summary>A conversation's report as it is kept.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="TraceId">The trace of its last call.</param>
/// <param name="UpdatedAt">When that was.</param>
/// <param name="Report">The report's JSON.</param>
internal sealed record StoredReport(string ConversationId, string TraceId, DateTimeOffset UpdatedAt, ReadOnlyMemory<byte> Report);
