using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Sends commands to Redis and bounds each wait: the client library's calls have no timeout of their own. What was given up may still be
/// done, so every write is harmless when it comes twice or late. Thread-safe.
/// </summary>
internal sealed class RedisCommands
{
    /// <summary>Errors of the server by which it says that it cannot serve anybody now.</summary>
    private static readonly string[] Outages =
    [
        "LOADING", "MASTERDOWN", "CLUSTERDOWN", "READONLY", "MISCONF", "OOM", "BUSY", "TRYAGAIN", "NOAUTH", "WRONGPASS", "NOPERM", "NOREPLICAS",
    ];

    private readonly RedisConnection _connection;
    private readonly TimeProvider _time;

    /// <summary>Sends over <paramref name="connection"/>.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="time">The clock.</param>
    public RedisCommands(RedisConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>Whether the keys of one command must lie in one slot.</summary>
    public bool IsCluster => _connection.IsCluster;

    /// <summary>Asks the database.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <typeparam name="TState">What the question is made of.</typeparam>
    /// <param name="state">What the question is made of.</param>
    /// <param name="ask">Asks it.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ConversationStoreException">There was none.</exception>
    public async Task<T> AskAsync<T, TState>(TState state, Func<IDatabase, TState, Task<T>> ask, TimeSpan timeout)
    {
        try
        {
            var answer = _connection.Database is { } database ? ask(database, state) : AskFirstAsync(state, ask);
            return await answer.WaitAsync(timeout, _time);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException
            or OperationCanceledException)
        {
            throw new ConversationStoreException(exception, ReasonOf(exception), IsOutage(exception));
        }
    }

    /// <summary>Runs a script by its name, and sends its text where the server does not know it: it has been restarted.</summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The number that it gives.</returns>
    /// <exception cref="ConversationStoreException">It was not run in time.</exception>
    public async Task<long> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, TimeSpan timeout) =>
        (long)await EvaluateAsync(script, keys, arguments, timeout);

    /// <summary>The same for a script that gives more than a number.</summary>
    /// <param name="script">The script.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>What it gives.</returns>
    /// <exception cref="ConversationStoreException">It was not run in time.</exception>
    public async Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, TimeSpan timeout)
    {
        var call = (script, keys, arguments);
        try
        {
            return await AskAsync(call, static (db, call) => db.ScriptEvaluateAsync(call.script.Hash, call.keys, call.arguments), timeout);
        }
        catch (ConversationStoreException exception) when (IsUnknownScript(exception))
        {
            return await AskAsync(call, static (db, call) => SendTextAsync(db, call.script, call.keys, call.arguments), timeout);
        }
    }

    /// <summary>Sends the text along; the keys among the arguments lead it to the right server of a cluster, which remembers it.</summary>
    private static Task<RedisResult> SendTextAsync(IDatabase database, RedisScript script, RedisKey[] keys, RedisValue[] arguments) =>
        database.ExecuteAsync("EVAL", [script.Text, keys.Length, .. keys.Cast<object>(), .. arguments.Cast<object>()]);

    private static bool IsUnknownScript(ConversationStoreException exception) =>
        exception.InnerException is RedisServerException server && server.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);

    private static bool IsOutage(Exception exception) =>
        exception is not RedisServerException server || Array.Exists(Outages, word => Says(server.Message, word));

    /// <summary>An error begins with its word; within a script, Redis before 7.0 puts its own words before that.</summary>
    private static bool Says(string message, string word) =>
        message.StartsWith(word, StringComparison.Ordinal) || message.Contains(": -" + word, StringComparison.Ordinal);

    private static string ReasonOf(Exception exception) => exception switch
    {
        RedisServerException server => Array.Find(Outages, word => Says(server.Message, word)) ?? server.Message.Split(' ')[0],
        RedisConnectionException connection => Array.Find(Outages, word => connection.Message.Contains(word, StringComparison.Ordinal))
            ?? connection.FailureType.ToString(),
        _ => exception.GetType().Name,
    };

    private async Task<T> AskFirstAsync<T, TState>(TState state, Func<IDatabase, TState, Task<T>> ask) =>
        await ask(await _connection.GetAsync(), state);
}
