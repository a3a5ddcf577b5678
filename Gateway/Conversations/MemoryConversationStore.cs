using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Conversations in this process's memory, for a gateway without Redis: bounded, with the same limits and expiry, gone when it ends.
/// </summary>
internal sealed class MemoryConversationStore : IConversationStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, LinkedListNode<Conversation>> _conversations = [];
    private readonly LinkedList<Conversation> _byUse = [];
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>An empty store.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public MemoryConversationStore(IOptions<ConversationOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
    }

    /// <inheritdoc/>
    public string SystemName => "memory";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationItem>> ReadAsync(ConversationKey key, TimeSpan timeout)
    {
        lock (_lock)
        {
            return new([.. Find(key)?.Turns.SelectMany(turn => turn.Items) ?? []]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout)
    {
        // The items point into the request's memory, which is given back when the call ends.
        var kept = turn with { Items = [.. turn.Items.Select(item => item with { Message = item.Message.ToArray() })] };
        lock (_lock)
        {
            var conversation = Find(key) ?? Create(key);
            if (conversation.Turns.Exists(known => known.Id == turn.Id))
            {
                return new(false);
            }

            conversation.Turns.Add(kept);
            conversation.ExpiresAt = _time.GetUtcNow() + _options.TimeToLive;
            Trim(conversation);
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask PingAsync(TimeSpan timeout) => ValueTask.CompletedTask;

    private Conversation? Find(ConversationKey key)
    {
        if (!_conversations.TryGetValue(key, out var node))
        {
            return null;
        }

        if (node.Value.ExpiresAt <= _time.GetUtcNow())
        {
            Remove(node);
            return null;
        }

        _byUse.Remove(node);
        _byUse.AddLast(node);
        return node.Value;
    }

    private Conversation Create(ConversationKey key)
    {
        if (_conversations.Count >= _options.MaxInMemory && _byUse.First is { } oldest)
        {
            Remove(oldest);
        }

        var node = _byUse.AddLast(new Conversation(key));
        _conversations[key] = node;
        return node.Value;
    }

    private void Remove(LinkedListNode<Conversation> node)
    {
        _byUse.Remove(node);
        _conversations.Remove(node.Value.Key);
    }

    private void Trim(Conversation conversation)
    {
        var turns = conversation.Turns;
        while (turns.Count > 1
            && (turns.Sum(turn => turn.Items.Count) > _options.MaxItems
                || turns.Sum(turn => turn.Items.Sum(item => (long)item.Message.Length)) > _options.MaxBytes))
        {
            turns.RemoveAt(0);
        }
    }

    private sealed class Conversation(ConversationKey key)
    {
        public ConversationKey Key { get; } = key;

        public List<ConversationTurn> Turns { get; } = [];

        public DateTimeOffset ExpiresAt { get; set; } = DateTimeOffset.MaxValue;
    }
}
