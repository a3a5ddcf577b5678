using System.Globalization;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>
/// The configuration that a Redis of ours is given on standard input (<c>redis-server -</c>): so the password stands on no command line
/// and in no file.
/// </summary>
internal static class RedisConfiguration
{
    /// <summary>
    /// Loopback only, nothing kept on disk: no save, no log, and a file name of its own for who calls BGSAVE by hand, so that no other
    /// server's dump is ever loaded. So there is nothing to clean up, however the host ends. Inside a container the server listens on every
    /// address of the container, and the engine
    /// publishes the port on loopback.
    /// </summary>
    /// <param name="port">The port to listen on.</param>
    /// <param name="password">What clients must give.</param>
    /// <param name="inContainer">Whether the server runs in a container.</param>
    public static string Write(int port, string password, bool inContainer = false)
    {
        string[] lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"port {port}"),
            inContainer ? "bind *" : "bind 127.0.0.1 -::1",
            $"requirepass {Quote(password)}",
            "save \"\"",
            "appendonly no",
            "daemonize no",
            "logfile \"\"",
            $"dir {Quote(inContainer ? "/tmp" : Path.GetTempPath())}",
            $"dbfilename llm-aspire-{Guid.NewGuid():N}.rdb",
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
