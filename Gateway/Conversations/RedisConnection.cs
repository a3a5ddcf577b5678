using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// The one connection to Redis: begun at once, kept by its client, begun anew when it could not be made at all. Password, TLS and all else
/// stand in the connection string. Thread-safe.
/// </summary>
internal sealed class RedisConnection : IDisposable, IAsyncDisposable
{
    // The client's own default is to try once in five seconds: too long to be without history after a restart.
    private const int ReconnectMilliseconds = 250;

    private static readonly TimeSpan LastWait = TimeSpan.FromMilliseconds(500);

    private readonly ConfigurationOptions _configuration;
    private readonly HistoryLosses _losses;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer> _connecting;
    private IDatabase? _database;

    /// <summary>Begins to connect.</summary>
    /// <param name="connectionString">Where to, as <c>host:port,password=...,ssl=true</c>.</param>
    /// <param name="losses">Where it is remembered that the connection was lost, be it between two calls.</param>
    public RedisConnection(string connectionString, HistoryLosses losses)
    {
        _losses = losses;
        _configuration = ConfigurationOptions.Parse(connectionString);

        // A Redis that is away when the gateway starts is waited for in the background.
        _configuration.AbortOnConnectFail = false;
        _configuration.ReconnectRetryPolicy = new LinearRetry(ReconnectMilliseconds);

        // By default the client cuts what it sends into pieces of 4 KB, and Redis wakes for each. Turns that are written together are longer.
#pragma warning disable CS0618 // Version 2 of the client, which Aspire's packages bring, sends whole commands anyway and ignores it.
        _configuration.WriteBuffer = RedisTurnWriter.MaxBytes;
#pragma warning restore CS0618
        _connecting = ConnectAsync();
    }

    /// <summary>The first endpoint, for telemetry: <c>host:port</c>.</summary>
    public string Endpoint => _configuration.EndPoints.FirstOrDefault() is { } endpoint ? Format(endpoint) : "";

    /// <summary>Whether a server has said that it is one of a cluster, or nobody can be asked.</summary>
    public bool IsCluster
    {
        get
        {
            try
            {
                return _database?.Multiplexer is not { } connection
                    || Array.Exists(connection.GetEndPoints(), endpoint => connection.GetServer(endpoint).ServerType == ServerType.Cluster);
            }
            catch (Exception exception) when (exception is RedisException or ObjectDisposedException or ArgumentException)
            {
                return true;
            }
        }
    }

    /// <summary>The database, once the first connection has been tried; null before, when <see cref="GetAsync"/> is to be waited for.</summary>
    public IDatabase? Database => _database;

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
                _connecting = ConnectAsync();
            }

            connecting = _connecting;
        }

        var connection = await connecting;

        // The client's default hands all answers out one behind the other: a call would wait for what other calls do with theirs.
#pragma warning disable CS0618 // In version 2 that is so, and cannot be set.
        connection.PreserveAsyncOrder = false;
#pragma warning restore CS0618
        return _database = connection.GetDatabase();
    }

    /// <summary>Closes the connection, once what was sent without waiting has been answered, or the server does not answer.</summary>
    /// <returns>When it is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_database is { Multiplexer.IsConnected: true } database ? database.PingAsync() : Task.CompletedTask).WaitAsync(LastWait);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // It is away; there is nothing to wait for.
        }

        Dispose();
    }

    /// <summary>Closes the connection at once.</summary>
    public void Dispose()
    {
        if (_connecting.IsCompletedSuccessfully)
        {
            // The client's own way to close waits a second for the server to hang up.
            _connecting.Result.Close(allowCommandsToComplete: false);
            _connecting.Result.Dispose();
        }
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(_configuration);
        multiplexer.ConnectionFailed += (_, failed) =>
        {
            if (failed.ConnectionType == ConnectionType.Interactive)
            {
                _losses.Note();
            }
        };
        return multiplexer;
    }

    private static string Format(System.Net.EndPoint endpoint) => endpoint switch
    {
        System.Net.DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        _ => endpoint.ToString() ?? "",
    };
}
