using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Conversations in Redis: the items in list <c>conversation:{tenant:id}:items</c>, each as its turn's id, a blank and JSON; bookkeeping
/// in hash <c>conversation:{tenant:id}:meta</c>. The braces keep both in one slot of a cluster. Needs Redis 6.0 or later.
/// </summary>
/// <remarks>
/// A turn is added by one script, so whole or not at all. The client library's calls have no timeout of their own, so each is waited for
/// with one; a write that was given up may still land, which its id makes harmless.
/// </remarks>
internal sealed class RedisConversationStore : IConversationStore
{
    private readonly RedisConnection _connection;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Stores over <paramref name="connection"/>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public RedisConversationStore(RedisConnection connection, IOptions<ConversationOptions> options, TimeProvider time)
    {
        _connection = connection;
        _options = options.Value;
        _time = time;
    }

    /// <inheritdoc/>
    public string SystemName => "redis";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ConversationItem>> ReadAsync(ConversationKey key, TimeSpan timeout)
    {
        var stored = await AskAsync(database => database.ListRangeAsync(Name(key, "items")), timeout);
        var items = new List<ConversationItem>(stored.Length);
        foreach (byte[]? element in stored)
        {
            var blank = element.AsSpan().IndexOf((byte)' ');
            if (blank > 0 && ConversationItem.FromStored(element.AsMemory(blank + 1)) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout)
    {
        RedisKey[] keys = [Name(key, "items"), Name(key, "meta")];
        RedisValue[] arguments =
        [
            turn.Id,
            (long)Math.Ceiling(_options.TimeToLive.TotalSeconds),
            _options.MaxItems,
            _options.MaxBytes,
            _time.GetUtcNow().ToUnixTimeMilliseconds(),
            turn.TraceId,
            .. turn.Items.Select(item => (RedisValue)Element(turn.Id, item)),
        ];
        try
        {
            return await RunAsync(keys, arguments, timeout);
        }
        catch (ConversationStoreException exception) when (exception.InnerException is RedisServerException server
            && server.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server was restarted and has lost its scripts; the client library sends the text again.
            return await RunAsync(keys, arguments, timeout);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PingAsync(TimeSpan timeout) => await AskAsync(database => database.PingAsync(), timeout);

    private static string Name(ConversationKey key, string part) =>
        string.Create(CultureInfo.InvariantCulture, $"conversation:{{{key.Tenant}:{key.Id}}}:{part}");

    private static byte[] Element(string turn, ConversationItem item) => [.. Encoding.ASCII.GetBytes(turn), (byte)' ', .. item.ToStored()];

    private async ValueTask<bool> RunAsync(RedisKey[] keys, RedisValue[] arguments, TimeSpan timeout) =>
        (long)await AskAsync(database => database.ScriptEvaluateAsync(AppendScript.Text, keys, arguments), timeout) == 1;

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> ask, TimeSpan timeout)
    {
        try
        {
            return await AskDatabaseAsync(ask).WaitAsync(timeout, _time);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException
            or OperationCanceledException)
        {
            throw new ConversationStoreException(exception);
        }
    }

    private async Task<T> AskDatabaseAsync<T>(Func<IDatabase, Task<T>> ask) => await ask(await _connection.GetAsync());
}
