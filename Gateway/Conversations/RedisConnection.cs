using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>The one connection to Redis: begun at once, kept by its client, begun anew when it could not be made at all. Thread-safe.</summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly ConfigurationOptions _configuration;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting;

    /// <summary>Begins to connect.</summary>
    /// <param name="connectionString">Where to, as <c>host:port,password=...</c>.</param>
    public RedisConnection(string connectionString)
    {
        _configuration = ConfigurationOptions.Parse(connectionString);

        // A Redis that is away when the gateway starts is waited for in the background.
        _configuration.AbortOnConnectFail = false;
        _connecting = ConnectionMultiplexer.ConnectAsync(_configuration);
    }

    /// <summary>The database.</summary>
    /// <returns>The database, as soon as the first connection has been tried.</returns>
    /// <exception cref="RedisConnectionException">There is no connection, and none could be begun.</exception>
    public async Task<IDatabase> GetAsync()
    {
        Task<ConnectionMultiplexer> connecting;
        lock (_lock)
        {
            if (_connecting.IsFaulted || _connecting.IsCanceled)
            {
                _connecting = ConnectionMultiplexer.ConnectAsync(_configuration);
            }

            connecting = _connecting;
        }

        return (await connecting).GetDatabase();
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        if (_connecting.IsCompletedSuccessfully)
        {
            _connecting.Result.Dispose();
        }
    }
}
