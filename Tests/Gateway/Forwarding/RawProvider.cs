using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>A provider that answers one request with bytes written by hand, and then ends the connection as a test says.</summary>
internal sealed class RawProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _mayEnd = new();
    private readonly Task _answering;

    /// <summary>Answers with <paramref name="answer"/>.</summary>
    /// <param name="answer">The whole answer, head included.</param>
    /// <param name="ending">What follows it, once <see cref="End"/> is called.</param>
    public RawProvider(string answer, Ending ending)
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _answering = AnswerAsync(Encoding.UTF8.GetBytes(answer), ending, _stop.Token);
    }

    /// <summary>What a provider does behind its answer.</summary>
    internal enum Ending
    {
        /// <summary>It closes the connection.</summary>
        Close,

        /// <summary>It resets the connection.</summary>
        Reset,

        /// <summary>It says nothing more.</summary>
        Silence,
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>An answer in chunks that is not ended.</summary>
    /// <param name="contentType">Its type.</param>
    /// <param name="body">What has come so far.</param>
    /// <returns>The answer.</returns>
    public static string Chunked(string contentType, string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n\r\n"
        + (body.Length == 0 ? "" : $"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n");

    /// <summary>An answer in chunks that is ended as HTTP ends one.</summary>
    /// <param name="contentType">Its type.</param>
    /// <param name="body">Its body.</param>
    /// <returns>The answer.</returns>
    public static string Ended(string contentType, string body) => Chunked(contentType, body) + "0\r\n\r\n";

    /// <summary>Lets the connection end.</summary>
    public void End() => _mayEnd.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        End();
        await _stop.CancelAsync();
        _listener.Dispose();
        await ((Task)_answering.WaitAsync(TimeSpan.FromSeconds(10))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AnswerAsync(byte[] answer, Ending ending, CancellationToken stop)
    {
        using var socket = await _listener.AcceptSocketAsync(stop);
        await ReadRequestAsync(socket, stop);
        await socket.SendAsync(answer, stop);
        await _mayEnd.Task.WaitAsync(stop);
        switch (ending)
        {
            case Ending.Close:
                socket.Shutdown(SocketShutdown.Both);
                break;
            case Ending.Reset:
                socket.LingerState = new LingerOption(true, 0);
                break;
            default:
                await Task.Delay(Timeout.Infinite, stop);
                break;
        }
    }

    /// <summary>Reads head and body; a request in these tests has a length and no text beyond ASCII.</summary>
    private static async Task ReadRequestAsync(Socket socket, CancellationToken stop)
    {
        const string Length = "content-length:";
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var all = text.ToString();
            var body = all.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            var at = all.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
            if (body >= 4 && (at < 0 || all.Length - body >= int.Parse(all[(at + Length.Length)..all.IndexOf('\r', at)], null)))
            {
                return;
            }

            var count = await socket.ReceiveAsync(buffer, stop);
            Assert.NotEqual(0, count);
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
    }
}
