namespace LlmAspire.Benchmarks.Load;

/// <summary>One kind of load.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Model">The mock's model, which sets the number of chunks and the pause between them.</param>
/// <param name="IsStream">Whether the answer is streamed.</param>
/// <param name="Concurrency">Calls at the same time.</param>
/// <param name="Calls">Calls in one block; each target gets one block a round.</param>
/// <param name="Description">What it is read for.</param>
internal sealed record LoadMode(string Name, string Model, bool IsStream, int Concurrency, int Calls, string Description)
{
    /// <summary>Every mode.</summary>
    public static IReadOnlyList<LoadMode> All { get; } =
    [
        new("latency", "mock-20x0", true, 1, 600, "one 20-chunk stream at a time: the time that the gateway adds"),
        new("json", "mock-20x0", false, 32, 4000, "32 JSON answers at once"),
        new("short", "mock-20x0", true, 32, 3000, "32 streams of 20 chunks at once, without pauses"),
        new("long", "mock-500x0", true, 16, 500, "16 streams of 500 chunks at once: what a chunk costs"),
        new("paced", "mock-100x10", true, 50, 100, "50 streams, a chunk every 10 ms: closest to real traffic"),
    ];
}
