using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// The sorted set of each tenant's conversations by last activity. On one server it is written with them; in a cluster it lies in another slot
/// and is written after them, without waiting. What it lacks or has too much is put right when it is read. What has expired is cleared away
/// as it is written.
/// </summary>
internal sealed class RedisIndex
{
    // A conversation's expiry is not told: every so many writes those that are past it are taken out.
    private const int WritesBetweenClearings = 64;

    private readonly RedisConnection _connection;
    private readonly ConversationOptions _options;
    private int _writes;

    /// <summary>Writes over <paramref name="connection"/>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">The limits.</param>
    public RedisIndex(RedisConnection connection, IOptions<ConversationOptions> options)
    {
        _connection = connection;
        _options = options.Value;
    }

    /// <summary>Notes that a conversation was used. Does not wait, and is not told of a failure.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="now">Unix time in milliseconds.</param>
    public void Note(ConversationKey key, long now)
    {
        if (_connection.Database is not { } database)
        {
            return;
        }

        database.SortedSetAddAsync(RedisNames.Index(key.Tenant), key.Id, now, CommandFlags.FireAndForget);
        Noted(key.Tenant, now);
    }

    /// <summary>A conversation's use has been noted: now and then what has expired is cleared away. Does not wait.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="now">Unix time in milliseconds.</param>
    public void Noted(string tenant, long now)
    {
        if (Interlocked.Increment(ref _writes) % WritesBetweenClearings == 1 && _connection.Database is { } database)
        {
            var index = RedisNames.Index(tenant);
            var last = now - (long)_options.TimeToLive.TotalMilliseconds;
            database.SortedSetRemoveRangeByScoreAsync(index, double.NegativeInfinity, last, Exclude.Stop, CommandFlags.FireAndForget);
            database.KeyExpireAsync(index, _options.TimeToLive + TimeSpan.FromHours(1), CommandFlags.FireAndForget);
        }
    }

    /// <summary>Notes that a conversation is gone. Does not wait.</summary>
    /// <param name="tenant">Whose it was.</param>
    /// <param name="id">Its id.</param>
    public void Forget(string tenant, RedisValue id) =>
        _connection.Database?.SortedSetRemoveAsync(RedisNames.Index(tenant), id, CommandFlags.FireAndForget);
}
