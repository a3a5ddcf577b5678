namespace LlmAspire.Signals.Conversations;

/// <summary>One entry of a conversation in the one form that all analyzers read. Its row index is its place in <see cref="Conversation.Rows"/>.</summary>
public sealed record ConversationRow
{
    /// <summary>Who or what the row comes from.</summary>
    public required RowKind Kind { get; init; }

    /// <summary>
    /// The text: what was said or returned, with several text parts joined by a line break. For a tool call of a row <c>{from, value}</c> the
    /// value as it stands; for any other tool call empty.
    /// </summary>
    public string Text { get; init; } = "";

    /// <summary>
    /// The place of the source entry in the given list, counting all of its entries from 0, also those that give no row. Several rows of one
    /// index come from one message: an assistant's text and its parallel calls.
    /// </summary>
    public required int MessageIndex { get; init; }

    /// <summary>The call, when this row is one and tells which.</summary>
    public ToolInvocation? Call { get; init; }

    /// <summary>The id of the call that this row is the result of; null when the source does not tell.</summary>
    public string? CallId { get; init; }

    /// <summary>True when the source says outright that this result is an error (Anthropic's <c>is_error</c>).</summary>
    public bool IsError { get; init; }
}
