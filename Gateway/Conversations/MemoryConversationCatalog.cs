using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Looks conversations in memory up, changes and deletes them.</summary>
internal sealed class MemoryConversationCatalog : IConversationCatalog
{
    private readonly MemoryConversations _conversations;
    private readonly ConversationOptions _options;

    /// <summary>Looks up in <paramref name="conversations"/>.</summary>
    /// <param name="conversations">The conversations.</param>
    /// <param name="options">The limits.</param>
    public MemoryConversationCatalog(MemoryConversations conversations, IOptions<ConversationOptions> options)
    {
        _conversations = conversations;
        _options = options.Value;
    }

    /// <inheritdoc/>
    public ValueTask<ConversationInfo?> GetAsync(ConversationKey key, TimeSpan timeout) =>
        new(_conversations.Use(key, static conversation => conversation.Info));

    /// <inheritdoc/>
    public ValueTask<StoredItems?> ReadItemsAsync(ConversationKey key, TimeSpan timeout) =>
        new(_conversations.Use(key, static conversation => conversation.Elements.ToArray()) is { } elements
            ? StoredItems.Read(elements, _options.MaxBytes)
            : null);

    /// <inheritdoc/>
    public ValueTask CreateAsync(ConversationKey key, ReadOnlyMemory<byte> metadata, TimeSpan timeout)
    {
        _conversations.Write(key, (conversation, _) => conversation.Info = conversation.Info with { Metadata = metadata.ToArray() });
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<bool> SetMetadataAsync(ConversationKey key, ReadOnlyMemory<byte> metadata, TimeSpan timeout) =>
        Set(key, info => info with { Metadata = metadata.ToArray() });

    /// <inheritdoc/>
    public ValueTask<bool> SetReportAsync(ConversationKey key, ReadOnlyMemory<byte> report, TimeSpan timeout) =>
        Set(key, info => info with { Report = report.ToArray() });

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(ConversationKey key, TimeSpan timeout) => new(_conversations.Delete(key));

    /// <inheritdoc/>
    public ValueTask<bool> RemoveItemAsync(ConversationKey key, string turn, int index, TimeSpan timeout) =>
        new(_conversations.Use(key, conversation => conversation.Remove(turn, index)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationInfo>?> ListAsync(string tenant, string? after, int limit, TimeSpan timeout)
    {
        var all = _conversations.List(tenant);
        var from = 0;
        if (after is not null)
        {
            while (from < all.Count && all[from].Id != after)
            {
                from++;
            }

            if (from++ == all.Count)
            {
                return new((IReadOnlyList<ConversationInfo>?)null);
            }
        }

        return new([.. all.Skip(from).Take(limit)]);
    }

    private ValueTask<bool> Set(ConversationKey key, Func<ConversationInfo, ConversationInfo> change) =>
        new(_conversations.Use(key, conversation =>
        {
            conversation.Info = change(conversation.Info);
            return true;
        }));
}
