using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LlmAspire.Tests.MockLlm.Infrastructure;

/// <summary>An answer as a plain socket sees it: every byte until the other side ended or reset the connection.</summary>
/// <param name="Bytes">What arrived, headers included.</param>
/// <param name="Reset">The connection was reset, not closed.</param>
internal sealed record RawAnswer(byte[] Bytes, bool Reset)
{
    private const string HeadersEnd = "\r\n\r\n";

    /// <summary>The answer as Latin-1 text: one character a byte.</summary>
    public string Text => Encoding.Latin1.GetString(Bytes);

    /// <summary>The status code.</summary>
    public int Status => int.Parse(Text.AsSpan(9, 3), CultureInfo.InvariantCulture);

    /// <summary>The body as it stands behind the headers, its framing included.</summary>
    public string RawBody => Text[(Text.IndexOf(HeadersEnd, StringComparison.Ordinal) + HeadersEnd.Length)..];

    /// <summary>The body was ended as HTTP demands.</summary>
    public bool Complete => RawBody.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);

    /// <summary>The bytes of the body.</summary>
    public byte[] Body => Encoding.Latin1.GetBytes(string.Concat(Frames));

    /// <summary>The body's frames in the chunked coding, each one write of the server, as Latin-1; an unfinished last one is left
    /// out.</summary>
    public IReadOnlyList<string> Frames
    {
        get
        {
            var frames = new List<string>();
            var rest = RawBody;
            while (rest.IndexOf("\r\n", StringComparison.Ordinal) is var end and > 0)
            {
                var size = int.Parse(rest.AsSpan(0, end), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                if (size == 0 || rest.Length < end + 2 + size)
                {
                    break;
                }

                frames.Add(rest.Substring(end + 2, size));
                rest = rest[Math.Min(end + 4 + size, rest.Length)..];
            }

            return frames;
        }
    }

    /// <summary>Posts a body and reads until the connection is gone.</summary>
    public static async Task<RawAnswer> PostAsync(Uri host, string path, string body, params string[] headers)
    {
        var cancellationToken = TestDeadline.Token;
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port, cancellationToken);
        var payload = Encoding.UTF8.GetBytes(body);
        var extra = string.Concat(headers.Select(header => header + "\r\n"));
        var head = $"POST {path} HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Type: application/json\r\n" +
            $"Connection: close\r\n{extra}Content-Length: {payload.Length}\r\n\r\n";
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        await stream.WriteAsync(payload, cancellationToken);
        return await ReadAsync(stream, cancellationToken);
    }

    private static async Task<RawAnswer> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                received.Write(buffer, 0, read);
            }

            return new RawAnswer(received.ToArray(), Reset: false);
        }
        catch (IOException failure) when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return new RawAnswer(received.ToArray(), Reset: true);
        }
    }
}
