using System.ComponentModel;
using System.Globalization;
using LlmAspire.LocalHosting.Downloads;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>A container engine that answers: Docker or Podman.</summary>
internal sealed record ContainerEngine(string Command)
{
    /// <summary>The image and tag that Aspire 13.5 runs for AddRedis.</summary>
    public const string RedisImage = "docker.io/library/redis:8.6";

    // An engine that is there answers in a few tenths of a second, and so does a command without one (measured: 0.3 s). One that takes
    // longer hangs.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>The first of docker and podman whose engine answers, or null.</summary>
    public static async Task<ContainerEngine?> FindAsync(string? searchPath, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])["docker", "podman"])
        {
            if (CommandLineTool.Find(name, searchPath) is { } command && await AnswersAsync(command, cancellationToken))
            {
                return new ContainerEngine(command);
            }
        }

        return null;
    }

    /// <summary>
    /// The arguments that run Redis in the foreground with its configuration from standard input, its port on loopback only, and nothing
    /// left when it ends. SIGTERM to the command reaches the server.
    /// </summary>
    /// <param name="containerName">The container's name, unique on the machine.</param>
    /// <param name="port">The port on this machine; inside it is <see cref="RedisAddress.DefaultPort"/>.</param>
    public static IReadOnlyList<string> RunArguments(string containerName, int port) =>
    [
        "run", "--rm", "--interactive", "--name", containerName,
        "--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{RedisAddress.DefaultPort}"),
        RedisImage, "redis-server", "-",
    ];

    private static async Task<bool> AnswersAsync(string command, CancellationToken cancellationToken)
    {
        try
        {
            return (await CommandLineTool.RunAsync(command, ["info"], cancellationToken, timeout: AnswerWithin)).ExitCode == 0;
        }
        catch (Exception error) when (error is TimeoutException or Win32Exception)
        {
            return false;
        }
    }
}
