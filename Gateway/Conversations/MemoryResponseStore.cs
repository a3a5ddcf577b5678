using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Answers of the Responses API in memory: bounded in number and bytes, the oldest going first, gone after their time. Thread-safe.</summary>
internal sealed class MemoryResponseStore : IResponseStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationKey, LinkedListNode<Entry>> _responses = [];
    private readonly LinkedList<Entry> _byAge = [];
    private readonly IConversationStore _conversations;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;
    private long _bytes;

    /// <summary>None.</summary>
    /// <param name="conversations">What the responses stand in.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public MemoryResponseStore(IConversationStore conversations, IOptions<ConversationOptions> options, TimeProvider time)
    {
        _conversations = conversations;
        _options = options.Value;
        _time = time;
    }

    /// <inheritdoc/>
    public ValueTask<StoredResponse?> ReadResponseAsync(ConversationKey key, bool withBody, TimeSpan timeout)
    {
        lock (_lock)
        {
            Expire();
            return new(_responses.TryGetValue(key, out var node) ? node.Value.Response : null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredChain?> ReadChainAsync(ConversationKey key, TimeSpan timeout) =>
        await ReadResponseAsync(key, withBody: false, timeout) is { } response
            ? new StoredChain(response, await _conversations.ReadAsync(key with { Id = response.Conversation }, timeout))
            : null;

    /// <inheritdoc/>
    public ValueTask WriteResponseAsync(ConversationKey key, StoredResponse response, TimeSpan timeout)
    {
        var kept = response with { Body = response.Body.ToArray() };
        lock (_lock)
        {
            Expire();
            Remove(key);
            _responses[key] = _byAge.AddLast(new Entry(key, kept, _time.GetUtcNow() + _options.TimeToLive));
            _bytes += kept.Body.Length;
            while ((_responses.Count > _options.MaxInMemory || _bytes > _options.MaxBytesInMemory) && _byAge.Count > 1)
            {
                Remove(_byAge.First!.Value.Key);
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteResponseAsync(ConversationKey key, TimeSpan timeout)
    {
        lock (_lock)
        {
            Expire();
            return new(Remove(key));
        }
    }

    private void Expire()
    {
        var now = _time.GetUtcNow();
        while (_byAge.First is { } oldest && oldest.Value.ExpiresAt <= now)
        {
            Remove(oldest.Value.Key);
        }
    }

    private bool Remove(ConversationKey key)
    {
        if (!_responses.Remove(key, out var node))
        {
            return false;
        }

        _byAge.Remove(node);
        _bytes -= node.Value.Response.Body.Length;
        return true;
    }

    private sealed record Entry(ConversationKey Key, StoredResponse Response, DateTimeOffset ExpiresAt);
}
