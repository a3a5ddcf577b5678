namespace LlmAspire.Gateway.Conversations;

/// <summary>What one call adds to a conversation: the client's new items and the answer's.</summary>
/// <param name="Id">Its id: a turn with the same id is not there twice.</param>
/// <param name="TraceId">The trace in which it happened.</param>
/// <param name="Items">Its items in order.</param>
internal sealed record ConversationTurn(string Id, string TraceId, IReadOnlyList<ConversationItem> Items)
{
    /// <summary>What the conversation is called when it has no title yet; empty for nothing.</summary>
    public string Title { get; init; } = "";

    /// <summary>The turn that must be the conversation's last one, or else nothing is added; empty when any may be.</summary>
    public string After { get; init; } = "";

    /// <summary>Whether a conversation that this turn begins is a chain of responses, which no client has named.</summary>
    public bool IsChain { get; init; }

    /// <summary>How many of its own items, from the first on, the client sent; the others are the answer.</summary>
    public int Asked { get; init; }

    /// <summary>How many turns these are: more than one when earlier ones are copied into a new conversation.</summary>
    public int Turns { get; init; } = 1;

    /// <summary>
    /// Whether it has more than a whole conversation may have. Earlier turns that are copied with it do not count: they can be trimmed.
    /// </summary>
    /// <param name="options">The limits.</param>
    /// <returns>True when it cannot be kept.</returns>
    public bool IsTooLarge(ConversationOptions options)
    {
        var (count, bytes) = (0, 0L);
        foreach (var item in Items)
        {
            if (item.Turn.Length == 0)
            {
                count++;
                bytes += item.Message.Length;
            }
        }

        return count > options.MaxItems || bytes > options.MaxBytes;
    }

    /// <summary>Its items in the form in which they are stored.</summary>
    /// <returns>One element an item, in order.</returns>
    public IEnumerable<byte[]> Elements()
    {
        var own = 0;
        foreach (var item in Items)
        {
            yield return item.ToElement(Id, item.Turn.Length > 0 ? item.Index : own++);
        }
    }
}
