namespace LlmAspire.Tests.Infrastructure;

/// <summary>
/// What a work leaves on the heap, told apart from what the rest of the process leaves there. The work is done in equal parts and the
/// heap is measured between them: what the work retains grows in every part, what somebody else allocated is a step in one of them.
/// </summary>
internal static class HeapGrowth
{
    private const int Parts = 9;

    /// <summary>Bytes retained by all parts together: their median growth, times their number. The first part is warm-up and not counted.</summary>
    public static async Task<long> OverAsync(Func<Task> part)
    {
        await part();
        var grown = new long[Parts];
        var before = Heap();
        for (var i = 0; i < Parts; i++)
        {
            await part();
            var after = Heap();
            (grown[i], before) = (after - before, after);
        }

        Array.Sort(grown);
        return grown[Parts / 2] * Parts;
    }

    private static long Heap()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
