using System.Globalization;

namespace LlmAspire.Tests.LocalHosting;

/// <summary>What Linux says about processes. A dead child may stay a zombie where nobody reaps orphans, so existence is not life.</summary>
internal static class ProcFs
{
    public static bool IsAlive(int processId) => StateOf(processId) is not (null or 'Z' or 'X');

    public static char? StateOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static IReadOnlyList<int> ChildrenOf(int processId) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == processId)];

    public static async Task UntilDeadAsync(IEnumerable<int> processIds, CancellationToken cancellationToken)
    {
        foreach (var id in processIds)
        {
            while (IsAlive(id))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }

    private static int ParentOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
