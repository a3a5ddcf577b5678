using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>A provider that reads a request and then closes the connection, or answers what is no HTTP: what a mock over Kestrel cannot do.</summary>
internal sealed class BrokenProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _accepting;

    /// <summary>Starts to listen.</summary>
    public BrokenProvider()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>The ids of the requests that came.</summary>
    public IReadOnlyCollection<string> RequestIds => _requests;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = BreakAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // It has been told to stop.
        }
    }

    private async Task BreakAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                var request = await ReadAsync(connection.GetStream());
                var id = Header(request, "x-request-id");
                _requests.Enqueue(id);
                if (id.EndsWith(nameof(FaultKind.NoHttp), StringComparison.Ordinal))
                {
                    await connection.GetStream().WriteAsync("\u0001 no HTTP\r\n\r\n"u8.ToArray(), _stop.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The gateway was quicker.
            }
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while (!IsWhole(text.ToString()) && (count = await stream.ReadAsync(buffer, _stop.Token)) > 0)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end >= 0 && request.EndsWith('}')
            && request.Length - end - 4 >= int.Parse(Header(request, "content-length"), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Header(string request, string name)
    {
        var at = request.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase) + name.Length + 4;
        return request[at..request.IndexOf('\r', at)];
    }
}
