using System.Globalization;

namespace LlmAspire.Benchmarks.Load;

/// <summary>
/// The gateway beside plain YARP and the mock itself, under the same load in one run. The targets take turns block by block, in another order
/// each round, and are compared only within a round, so that a noisy machine disturbs all of them alike; what is shown is the median of the
/// rounds.
/// </summary>
internal static class LoadComparison
{
    private const int DefaultRounds = 5;

    /// <summary>Runs the comparison and prints its tables.</summary>
    /// <param name="args"><c>--rounds N</c>, <c>--modes a,b</c>, <c>--set Name=value</c> for settings of the gateway, any number of times.</param>
    /// <returns>0; 1 when calls failed; 2 for arguments that make no sense.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (!TryRead(args, out var rounds, out var modes, out var settings))
        {
            Console.Error.WriteLine(
                $"load [--rounds N] [--modes {string.Join(',', LoadMode.All.Select(mode => mode.Name))}] [--set Gateway__Setting=value]...");
            return 2;
        }

        await using var mock = await LoadTarget.StartServiceAsync("mock-llm", new() { ["Logging__LogLevel__Default"] = "Warning" });
        settings["Gateway__Providers__mock__Address"] = mock.Address.ToString();
        settings["Gateway__Providers__mock__Default"] = "true";
        await using var yarp = await LoadTarget.StartPlainYarpAsync(mock.Address);
        await using var gateway = await LoadTarget.StartServiceAsync("gateway", settings);
        var failures = 0;
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var mode in modes)
        {
            failures += await CompareAsync(client, [mock, yarp, gateway], mode, rounds);
        }

        return failures == 0 ? 0 : 1;
    }

    private static async Task<int> CompareAsync(HttpClient client, LoadTarget[] targets, LoadMode mode, int rounds)
    {
        var blocks = targets.ToDictionary(target => target, _ => new List<Block>());
        foreach (var target in targets)
        {
            await Block.RunAsync(client, target, mode);
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < targets.Length; turn++)
            {
                var target = targets[(round + turn) % targets.Length];
                blocks[target].Add(await Block.RunAsync(client, target, mode));
            }
        }

        Print(mode, targets, blocks);
        return blocks.Values.Sum(list => list.Sum(block => block.Failures));
    }

    private static void Print(LoadMode mode, LoadTarget[] targets, Dictionary<LoadTarget, List<Block>> blocks)
    {
        var floor = blocks[targets.Single(target => target.Name == "yarp")];
        Console.WriteLine();
        Console.WriteLine($"{mode.Name}: {mode.Description}");
        Console.WriteLine();
        Console.WriteLine("| target | calls/s | / yarp | first byte ms | / yarp | CPU ms a call | / yarp | peak MB | failed |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var target in targets)
        {
            var own = blocks[target];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {target.Name} | {Median(own, block => block.CallsPerSecond):F0} | {Ratio(own, floor, block => block.CallsPerSecond):F2} "
                + $"| {Median(own, block => block.FirstByte):F3} | {Ratio(own, floor, block => block.FirstByte):F2} "
                + $"| {Median(own, block => block.ProcessorPerCall):F4} | {Ratio(own, floor, block => block.ProcessorPerCall):F2} "
                + $"| {target.PeakMemory / (1024 * 1024)} | {own.Sum(block => block.Failures)} |"));
        }
    }

    private static double Median(List<Block> blocks, Func<Block, double> of) => Numbers.Median(blocks.Select(of));

    private static double Ratio(List<Block> blocks, List<Block> floor, Func<Block, double> of) =>
        Numbers.Median(blocks.Zip(floor, (own, other) => of(own) / of(other)));

    private static bool TryRead(string[] args, out int rounds, out IReadOnlyList<LoadMode> modes, out Dictionary<string, string> settings)
    {
        rounds = DefaultRounds;
        modes = LoadMode.All;
        settings = [];
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--rounds" when int.TryParse(value, CultureInfo.InvariantCulture, out rounds) && rounds > 0:
                    break;
                case "--modes" when value.Split(',') is var names && names.All(name => LoadMode.All.Any(mode => mode.Name == name)):
                    modes = [.. LoadMode.All.Where(mode => names.Contains(mode.Name))];
                    break;
                case "--set" when value.IndexOf('=') is > 0 and var at:
                    settings[value[..at]] = value[(at + 1)..];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
