using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// All conversations and responses of a gateway without Redis: bounded in number and in bytes, the longest unused going first, and gone
/// after their time. Thread-safe.
/// </summary>
internal sealed class MemoryConversations
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, MemoryConversation> _conversations = [];
    private readonly LinkedList<MemoryConversation> _byUse = [];
    private readonly LinkedList<MemoryConversation> _byWrite = [];
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;
    private long _bytes;

    /// <summary>None.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public MemoryConversations(IOptions<ConversationOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
    }

    /// <summary>How many there are, those past their time not counted.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                Expire(_time.GetUtcNow());
                return _conversations.Count;
            }
        }
    }

    /// <summary>Looks at a conversation.</summary>
    /// <typeparam name="T">What is looked for.</typeparam>
    /// <param name="key">The conversation.</param>
    /// <param name="look">Looks, or changes it; must be quick.</param>
    /// <returns>What was found; the default when there is no such conversation.</returns>
    public T? Use<T>(ConversationKey key, Func<MemoryConversation, T> look)
    {
        lock (_lock)
        {
            Expire(_time.GetUtcNow());
            if (!_conversations.TryGetValue(key, out var conversation))
            {
                return default;
            }

            _byUse.Remove(conversation.ByUse);
            _byUse.AddLast(conversation.ByUse);
            var before = conversation.Info.Bytes;
            var found = look(conversation);
            _bytes += conversation.Info.Bytes - before;
            return found;
        }
    }

    /// <summary>Writes to a conversation, which is made when it is not there, and begins its time anew.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="key">The conversation.</param>
    /// <param name="write">Writes; must be quick.</param>
    /// <returns>What came of it.</returns>
    public T Write<T>(ConversationKey key, Func<MemoryConversation, DateTimeOffset, T> write)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            Expire(now);
            if (!_conversations.TryGetValue(key, out var conversation))
            {
                conversation = _conversations[key] = new MemoryConversation(key, now);
            }
            else
            {
                _byUse.Remove(conversation.ByUse);
                _byWrite.Remove(conversation.ByWrite);
            }

            _byUse.AddLast(conversation.ByUse);
            _byWrite.AddLast(conversation.ByWrite);
            conversation.ExpiresAt = now + _options.TimeToLive;
            var before = conversation.Info.Bytes;
            var result = write(conversation, now);
            _bytes += conversation.Info.Bytes - before;
            MakeRoom(conversation);
            return result;
        }
    }

    /// <summary>Deletes a conversation.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Whether there was one.</returns>
    public bool Delete(ConversationKey key)
    {
        lock (_lock)
        {
            Expire(_time.GetUtcNow());
            return _conversations.TryGetValue(key, out var conversation) && Remove(conversation);
        }
    }

    /// <summary>A tenant's conversations, the last written first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>What is known of each.</returns>
    public IReadOnlyList<ConversationInfo> List(string tenant)
    {
        lock (_lock)
        {
            Expire(_time.GetUtcNow());
            return [.. _byWrite.Reverse().Where(conversation => conversation.Key.Tenant == tenant).Select(conversation => conversation.Info)];
        }
    }

    private void Expire(DateTimeOffset now)
    {
        while (_byWrite.First is { } oldest && oldest.Value.ExpiresAt <= now)
        {
            Remove(oldest.Value);
        }
    }

    private void MakeRoom(MemoryConversation written)
    {
        while ((_conversations.Count > _options.MaxInMemory || _bytes > _options.MaxBytesInMemory)
            && _byUse.First is { } oldest && oldest.Value != written)
        {
            Remove(oldest.Value);
        }
    }

    private bool Remove(MemoryConversation conversation)
    {
        _byUse.Remove(conversation.ByUse);
        _byWrite.Remove(conversation.ByWrite);
        _bytes -= conversation.Info.Bytes;
        return _conversations.Remove(conversation.Key);
    }
}
