using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>A service in a process of its own, as it is deployed, with a heap that is too small to keep what passes.</summary>
internal sealed class SmallHeapProcess : IAsyncDisposable
{
    /// <summary>How many bytes the runtime lets the service's heap have; one that needs more ends.</summary>
    public const int HeapBytes = 64 * 1024 * 1024;

    private const string Announcement = "Now listening on: ";

    private readonly Process _process;

    private SmallHeapProcess(Process process, IReadOnlyList<Uri> addresses) => (_process, Addresses) = (process, addresses);

    /// <summary>Where it listens, in the order in which it says so.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Starts a service and waits until it listens.</summary>
    /// <param name="service">Its assembly.</param>
    /// <param name="addresses">On how many addresses.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The service.</returns>
    public static async Task<SmallHeapProcess> StartAsync(Assembly service, int addresses, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [service.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(service.Location),
            Environment =
            {
                // It is killed, and a killed runtime leaves its diagnostic sockets behind.
                ["DOTNET_EnableDiagnostics"] = "0",
                ["ASPNETCORE_ENVIRONMENT"] = "Production",

                ["DOTNET_GCHeapHardLimit"] = HeapBytes.ToString("X", CultureInfo.InvariantCulture),
            },
        })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var found = new List<Uri>();
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            var at = line.IndexOf(Announcement, StringComparison.Ordinal);
            if (at >= 0)
            {
                found.Add(new Uri(line[(at + Announcement.Length)..].Split('\e')[0].Trim()));
            }

            if (found.Count == addresses)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new SmallHeapProcess(process, found);
            }
        }

        throw new InvalidOperationException($"{service.GetName().Name} ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
