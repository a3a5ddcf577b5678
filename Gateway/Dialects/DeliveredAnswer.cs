namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// An answer as the client got it, behind the filters. Made only when history or content capture asks for it. It is content: it goes into
/// the history and, where that is switched on, onto the span, and nowhere else.
/// </summary>
/// <param name="Text">The text of the first choice, without reasoning.</param>
/// <param name="ToolCalls">Its tool calls in order.</param>
/// <param name="FinishReason">Why it ended, null when it broke off.</param>
/// <param name="ResponseId">The provider's id of it.</param>
/// <param name="IsComplete">Whether it came to its end.</param>
/// <param name="IsTruncated">Whether it was longer than what is kept.</param>
internal sealed record DeliveredAnswer(
    string Text, IReadOnlyList<ToolCall> ToolCalls, string? FinishReason, string? ResponseId, bool IsComplete, bool IsTruncated)
{
    /// <summary>
    /// The answer as one JSON object, where it came as one: the whole body, or the final response object of a Responses stream. Empty for
    /// other streams, for an answer that broke off and for one longer than what is kept.
    /// </summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The thinking blocks of an Anthropic stream, each one JSON object, which must come back as they were.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Thinking { get; init; } = [];

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Text.Length == 0 && ToolCalls.Count == 0;
}
