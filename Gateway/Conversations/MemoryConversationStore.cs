using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Conversations in this process's memory, for a gateway without Redis: the same limits and expiry, gone when the process ends.
/// </summary>
internal sealed class MemoryConversationStore : IConversationStore
{
    private readonly MemoryConversations _conversations;
    private readonly ConversationOptions _options;

    /// <summary>Stores in <paramref name="conversations"/>.</summary>
    /// <param name="conversations">The conversations.</param>
    /// <param name="options">The limits.</param>
    public MemoryConversationStore(MemoryConversations conversations, IOptions<ConversationOptions> options)
    {
        _conversations = conversations;
        _options = options.Value;
    }

    /// <inheritdoc/>
    public string SystemName => "memory";

    /// <inheritdoc/>
    public ValueTask<StoredItems> ReadAsync(ConversationKey key, TimeSpan timeout)
    {
        var elements = _conversations.Use(key, static conversation => conversation.Elements.ToArray());
        return new(elements is null ? StoredItems.None : StoredItems.Read(elements, _options.MaxBytes));
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout)
    {
        // A turn that must follow another has no conversation to begin.
        if (turn.After.Length > 0 && !_conversations.Use(key, static conversation => conversation.LastTurn.Length > 0))
        {
            return new(AppendOutcome.Moved);
        }

        return new(_conversations.Write(key, (conversation, now) =>
        {
            if (turn.IsChain && conversation.LastTurn.Length == 0)
            {
                conversation.Info = conversation.Info with { IsChain = true };
            }

            return conversation.Append(turn, _options, now);
        }));
    }

    /// <inheritdoc/>
    public ValueTask PingAsync(TimeSpan timeout) => ValueTask.CompletedTask;
}
