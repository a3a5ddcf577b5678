using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>
/// Asks a Redis over a plain socket whether it answers to our password: AUTH, then PING. No client library, no kept connection.
/// </summary>
internal static class RedisPing
{
    // A reply to AUTH or PING is one line; an error line of Redis is far shorter than this.
    private const int LongestReply = 1024;

    /// <summary>Null when it answered PONG, else what it answered instead. Passwords are in no message.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public static async Task<string?> SendAsync(RedisAddress address, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        client.NoDelay = true;
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using var connection = await OpenAsync(client, address, cancellationToken);
        if (address.Password is { Length: > 0 } password)
        {
            string[] login = address.User is { Length: > 0 } user ? ["AUTH", user, password] : ["AUTH", password];
            var answer = await AskAsync(connection, login, cancellationToken);
            if (answer != "+OK")
            {
                return $"AUTH was answered by {answer}";
            }
        }

        var pong = await AskAsync(connection, ["PING"], cancellationToken);
        return pong == "+PONG" ? null : $"PING was answered by {pong}";
    }

    private static async Task<Stream> OpenAsync(TcpClient client, RedisAddress address, CancellationToken cancellationToken)
    {
        if (!address.Tls)
        {
            return client.GetStream();
        }

        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellationToken);
        return secured;
    }

    private static async Task<string> AskAsync(Stream connection, string[] words, CancellationToken cancellationToken)
    {
        var command = new StringBuilder().Append('*').Append(words.Length).Append("\r\n");
        foreach (var word in words)
        {
            command.Append('$').Append(Encoding.UTF8.GetByteCount(word)).Append("\r\n").Append(word).Append("\r\n");
        }

        await connection.WriteAsync(Encoding.UTF8.GetBytes(command.ToString()), cancellationToken);
        return await ReadLineAsync(connection, cancellationToken);
    }

    private static async Task<string> ReadLineAsync(Stream connection, CancellationToken cancellationToken)
    {
        var reply = new byte[LongestReply];
        var length = 0;
        while (length < reply.Length)
        {
            var read = await connection.ReadAsync(reply.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            var end = reply.AsSpan(0, length).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                return Encoding.UTF8.GetString(reply, 0, end);
            }
        }

        throw new IOException($"The server sent more than {LongestReply} bytes without a line end; it is not a Redis.");
    }
}
