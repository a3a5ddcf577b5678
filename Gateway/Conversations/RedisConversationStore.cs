using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Conversations in Redis: the items in a list, each as <c>turn.index</c>, a blank and JSON; bookkeeping in a hash. Written for Redis 6.0
/// and later.
/// </summary>
/// <remarks>A turn is added by one script, so whole or not at all, and read by one command.</remarks>
internal sealed class RedisConversationStore : IConversationStore
{
    private const int FirstItem = 12;

    private readonly RedisCommands _commands;
    private readonly RedisTurnWriter _turns;
    private readonly RedisIndex _index;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;
    private readonly RedisValue _timeToLive;

    /// <summary>Stores over <paramref name="commands"/>.</summary>
    /// <param name="commands">The connection.</param>
    /// <param name="index">The tenants' lists.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public RedisConversationStore(RedisCommands commands, RedisIndex index, IOptions<ConversationOptions> options, TimeProvider time)
    {
        _commands = commands;
        _turns = new RedisTurnWriter(commands, time);
        _index = index;
        _options = options.Value;
        _time = time;
        _timeToLive = _options.TimeToLiveSeconds;
    }

    /// <inheritdoc/>
    public string SystemName => "redis";

    /// <inheritdoc/>
    public async ValueTask<StoredItems> ReadAsync(ConversationKey key, TimeSpan timeout)
    {
        var stored = await _commands.AskAsync(
            (Name: RedisNames.Items(key), Most: _options.MaxItems),
            static (database, list) => database.ListRangeAsync(list.Name, -list.Most, -1),
            timeout);
        return stored.Length == 0 ? StoredItems.None : StoredItems.Read(stored.Select(element => (byte[]?)element), _options.MaxBytes);
    }

    /// <inheritdoc/>
    public async ValueTask<AppendOutcome> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var arguments = new RedisValue[FirstItem + turn.Items.Count];
        arguments[0] = turn.Id;
        arguments[1] = _timeToLive;
        arguments[2] = _options.MaxItems;
        arguments[3] = _options.MaxBytes;
        arguments[4] = now;
        arguments[5] = turn.TraceId;
        arguments[6] = turn.Title;
        arguments[7] = turn.After;
        arguments[8] = turn.IsChain ? "1" : "";
        arguments[9] = turn.Turns;
        arguments[10] = (string?)RedisNames.Index(key.Tenant);
        arguments[11] = key.Id;
        var (at, bytes) = (FirstItem, 0L);
        foreach (var element in turn.Elements())
        {
            arguments[at++] = element;
            bytes += element.Length;
        }

        var result = await _turns.WriteAsync(key, arguments, bytes, timeout);
        if (result <= 0)
        {
            return result == 0 ? AppendOutcome.AlreadyThere : AppendOutcome.Moved;
        }

        if (result == 1)
        {
            _index.Noted(key.Tenant, now);
        }
        else
        {
            _index.Note(key, now);
        }

        return AppendOutcome.Added;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Writes: a server that is full, read-only or short of replicas answers a PING all the same, and would seem to come and go.
    /// </remarks>
    public async ValueTask PingAsync(TimeSpan timeout)
    {
        try
        {
            await _commands.RunAsync(RedisScripts.Probe, [RedisNames.Probe], [], timeout);
        }
        catch (ConversationStoreException refused) when (!refused.IsOutage)
        {
            // It answers; what is wrong is the probe's own key, which somebody else has taken.
        }
    }
}
