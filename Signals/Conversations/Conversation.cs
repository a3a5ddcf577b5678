namespace LlmAspire.Signals.Conversations;

/// <summary>
/// A conversation as rows, oldest first. Messages that are neither of the user, the assistant nor a tool give no row; of rows
/// <c>{from, value}</c> every one is kept.
/// </summary>
/// <param name="rows">The rows; not changed afterwards by the caller.</param>
public sealed class Conversation(IReadOnlyList<ConversationRow> rows)
{
    /// <summary>The rows, oldest first.</summary>
    public IReadOnlyList<ConversationRow> Rows { get; } = rows;
}
