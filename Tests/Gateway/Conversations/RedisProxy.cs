using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>
/// Stands between a gateway and its Redis: shows every command, can hold all answers back, and can answer in the server's place. Commands
/// are read as fast as they come, so those that a client sends without waiting are seen while their answers are held.
/// </summary>
internal sealed class RedisProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _commands = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly int _serverPort;
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _held;

    /// <summary>Listens before a server.</summary>
    /// <param name="serverPort">The server's port on this machine.</param>
    public RedisProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How clients connect.</summary>
    public string ConnectionString => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port},password=p-1";

    /// <summary>What the server is said to answer; null lets it answer itself. Gets the command's words, the first in upper case.</summary>
    public Func<string[], string?>? Answer { get; set; }

    /// <summary>The commands that came since the last time, those of the connection's own upkeep left out.</summary>
    /// <returns>Their names.</returns>
    public string[] TakeCommands()
    {
        var taken = new List<string>();
        while (_commands.TryDequeue(out var command))
        {
            taken.Add(command);
        }

        return [.. taken];
    }

    /// <summary>The commands that have come and were not taken.</summary>
    public IReadOnlyCollection<string> Commands => _commands;

    /// <summary>From now on holds every answer back.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the answers go that were held back.</summary>
    public void Release()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        Release();
        await Task.WhenAll([_accepting, .. _connections]).WaitAsync(TimeSpan.FromSeconds(10));
        _end.Dispose();
    }

    private static bool IsUpkeep(string command) =>
        command is "AUTH" or "CLIENT" or "CONFIG" or "INFO" or "ECHO" or "PING" or "SUBSCRIBE" or "CLUSTER" or "GET" or "UNSUBSCRIBE";

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        using var server = new TcpClient();
        var commands = Channel.CreateUnbounded<(string[] Words, byte[] Raw, Task Held)>();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
            await using var fromClient = new BufferedStream(client.GetStream());
            await using var fromServer = new BufferedStream(server.GetStream());
            var reading = ReadCommandsAsync(new RespReader(fromClient, _end.Token), commands.Writer);
            var answers = new RespReader(fromServer, _end.Token);
            await foreach (var (words, raw, held) in commands.Reader.ReadAllAsync(_end.Token))
            {
                var answer = Answer?.Invoke(words) is { } said ? Encoding.UTF8.GetBytes(said + "\r\n") : null;
                if (answer is null)
                {
                    await server.GetStream().WriteAsync(raw, _end.Token);
                    answer = (await answers.ReadAsync()).Raw;
                }

                await held.WaitAsync(_end.Token);
                await client.GetStream().WriteAsync(answer, _end.Token);
            }

            await reading;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // One of the two has gone.
        }
    }

    private async Task ReadCommandsAsync(RespReader reader, ChannelWriter<(string[] Words, byte[] Raw, Task Held)> commands)
    {
        try
        {
            while (true)
            {
                var (raw, words) = await reader.ReadAsync();
                words[0] = words[0].ToUpperInvariant();
                var isUpkeep = IsUpkeep(words[0]);
                commands.TryWrite((words, raw, isUpkeep ? Task.CompletedTask : _held?.Task ?? Task.CompletedTask));
                if (!isUpkeep)
                {
                    _commands.Enqueue(words[0]);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            commands.TryComplete();
        }
    }
}
