namespace LlmAspire.Gateway.Conversations;

/// <summary>What a store has of a conversation.</summary>
/// <param name="Items">The items that could be read, oldest first.</param>
/// <param name="Unreadable">How many could not.</param>
internal readonly record struct StoredItems(IReadOnlyList<ConversationItem> Items, int Unreadable)
{
    /// <summary>Nothing.</summary>
    public static readonly StoredItems None = new([], 0);

    /// <summary>Reads elements as they are stored, and keeps within the limits even when what is stored does not.</summary>
    /// <param name="elements">The elements, oldest first.</param>
    /// <param name="maxBytes">The most bytes; whole turns are left out from the beginning.</param>
    /// <returns>The items.</returns>
    public static StoredItems Read(IEnumerable<byte[]?> elements, long maxBytes)
    {
        var items = new List<ConversationItem>();
        var (unreadable, bytes) = (0, 0L);
        foreach (var element in elements)
        {
            if (element is not null && ConversationItem.FromElement(element) is { } item)
            {
                items.Add(item);
                bytes += item.Message.Length;
            }
            else
            {
                unreadable++;
            }
        }

        var first = 0;
        while (bytes > maxBytes && items.Count > 0)
        {
            var turn = items[first].Turn;
            for (; first < items.Count && items[first].Turn == turn; first++)
            {
                bytes -= items[first].Message.Length;
            }

            if (first == items.Count)
            {
                break;
            }
        }

        return new StoredItems(first == 0 ? items : items[first..], unreadable);
    }
}
