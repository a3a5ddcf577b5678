using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Looks conversations in Redis up, changes and deletes them.</summary>
internal sealed class RedisConversationCatalog : IConversationCatalog
{
    private static readonly RedisValue[] Members =
    [
        "created", "updated", "title", "items", "turns", "bytes", "trace", "chain", "metadata", "signals",
    ];

    private readonly RedisCommands _commands;
    private readonly RedisIndex _index;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Looks up over <paramref name="commands"/>.</summary>
    /// <param name="commands">The connection.</param>
    /// <param name="index">The tenants' lists.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public RedisConversationCatalog(RedisCommands commands, RedisIndex index, IOptions<ConversationOptions> options, TimeProvider time)
    {
        _commands = commands;
        _index = index;
        _options = options.Value;
        _time = time;
    }

    /// <inheritdoc/>
    public async ValueTask<ConversationInfo?> GetAsync(ConversationKey key, TimeSpan timeout)
    {
        var info = Read(key.Id, await AskMetaAsync(key, timeout));
        if (info is not null)
        {
            _index.Note(key, info.UpdatedAt.ToUnixTimeMilliseconds());
        }

        return info;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredItems?> ReadItemsAsync(ConversationKey key, TimeSpan timeout)
    {
        var stored = await _commands.EvaluateAsync(
            RedisScripts.ReadExisting, [RedisNames.Items(key), RedisNames.Meta(key)], [_options.MaxItems], timeout);
        return stored.IsNull ? null : StoredItems.Read((byte[]?[])stored!, _options.MaxBytes);
    }

    /// <inheritdoc/>
    public async ValueTask CreateAsync(ConversationKey key, ReadOnlyMemory<byte> metadata, TimeSpan timeout)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        RedisValue[] arguments = [_options.TimeToLiveSeconds, "created", now, "updated", now, "metadata", metadata.ToArray()];
        await _commands.RunAsync(RedisScripts.SetHash, [RedisNames.Meta(key)], arguments, timeout);
        _index.Note(key, now);
    }

    /// <inheritdoc/>
    public ValueTask<bool> SetMetadataAsync(ConversationKey key, ReadOnlyMemory<byte> metadata, TimeSpan timeout) =>
        SetAsync(key, "metadata", metadata, timeout);

    /// <inheritdoc/>
    public ValueTask<bool> SetReportAsync(ConversationKey key, ReadOnlyMemory<byte> report, TimeSpan timeout) =>
        SetAsync(key, "signals", report, timeout);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(ConversationKey key, TimeSpan timeout)
    {
        RedisKey[] keys = [RedisNames.Items(key), RedisNames.Meta(key)];
        var deleted = await _commands.AskAsync(keys, static (database, keys) => database.KeyDeleteAsync(keys), timeout) > 0;
        _index.Forget(key.Tenant, key.Id);
        return deleted;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RemoveItemAsync(ConversationKey key, string turn, int index, TimeSpan timeout) => await _commands.RunAsync(
        RedisScripts.RemoveItem, [RedisNames.Items(key), RedisNames.Meta(key)], [RedisNames.Element(turn, index)], timeout) == 1;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ConversationInfo>?> ListAsync(string tenant, string? after, int limit, TimeSpan timeout)
    {
        var index = RedisNames.Index(tenant);
        var from = 0L;
        if (after is not null)
        {
            var rank = await _commands.AskAsync(
                (index, after), static (database, of) => database.SortedSetRankAsync(of.index, of.after, Order.Descending), timeout);
            if (rank is null)
            {
                return null;
            }

            from = rank.Value + 1;
        }

        var found = new List<ConversationInfo>();
        while (found.Count < limit)
        {
            var page = (index, from, to: from + limit - 1);
            var ids = await _commands.AskAsync(
                page, static (database, of) => database.SortedSetRangeByRankAsync(of.index, of.from, of.to, Order.Descending), timeout);
            var gone = await TakeAsync(tenant, ids, found, timeout);
            if (ids.Length < limit)
            {
                break;
            }

            // What is gone is taken out of the set, so the rest has moved up.
            from += ids.Length - gone;
        }

        return found.Count > limit ? found[..limit] : found;
    }

    /// <summary>Reads the facts of many conversations at once, and takes those out of the list that have expired.</summary>
    private async Task<int> TakeAsync(string tenant, RedisValue[] ids, List<ConversationInfo> found, TimeSpan timeout)
    {
        RedisValue[][] all = await Task.WhenAll(ids.Select(id => AskMetaAsync(new ConversationKey(tenant, id.ToString()), timeout)));
        var gone = 0;
        foreach (var (id, values) in ids.Zip(all))
        {
            if (Read(id.ToString(), values) is { } info)
            {
                found.Add(info);
            }
            else
            {
                gone++;
                await _commands.AskAsync(
                    (tenant, id), static (database, of) => database.SortedSetRemoveAsync(RedisNames.Index(of.tenant), of.id), timeout);
            }
        }

        return gone;
    }

    private Task<RedisValue[]> AskMetaAsync(ConversationKey key, TimeSpan timeout) =>
        _commands.AskAsync(RedisNames.Meta(key), static (database, meta) => database.HashGetAsync(meta, Members), timeout);

    private async ValueTask<bool> SetAsync(ConversationKey key, string member, ReadOnlyMemory<byte> value, TimeSpan timeout) =>
        await _commands.RunAsync(RedisScripts.SetMember, [RedisNames.Meta(key)], [member, value.ToArray()], timeout) == 1;

    private static ConversationInfo? Read(string id, RedisValue[] values) => values[0].IsNull ? null : new ConversationInfo
    {
        Id = id,
        CreatedAt = Time(values[0]),
        UpdatedAt = Time(values[1]),
        Title = values[2].IsNull ? "" : values[2].ToString(),
        Items = Number(values[3]),
        Turns = Number(values[4]),
        Bytes = Number(values[5]),
        TraceId = values[6].IsNull ? "" : values[6].ToString(),
        IsChain = values[7] == "1",
        Metadata = (byte[]?)values[8],
        Report = (byte[]?)values[9],
    };

    private static DateTimeOffset Time(RedisValue value) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Number(value), 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static long Number(RedisValue value) => value.TryParse(out long number) ? number : 0;
}
