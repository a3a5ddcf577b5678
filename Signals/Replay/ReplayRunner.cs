using LlmAspire.Signals.Analysis;

namespace LlmAspire.Signals.Replay;

/// <summary>Analyzes the conversations of a stream on all cores and writes their reports in the same order.</summary>
/// <param name="analyzer">The analyzer.</param>
public sealed class ReplayRunner(IConversationAnalyzer analyzer)
{
    // Enough for every core to have work while the longest conversation of a round is analyzed.
    private const int BatchesPerCore = 4;

    /// <summary>
    /// Reads one <c>{id, messages}</c> a line and writes one <c>{id, report}</c> a line. Memory does not grow with the stream: while one
    /// round of batches is analyzed the next is read and the last is written.
    /// </summary>
    /// <param name="input">The conversations, UTF-8; not closed.</param>
    /// <param name="output">Where the reports go, UTF-8; flushed, not closed.</param>
    /// <param name="onBadLine">Told of every line that cannot be analyzed, in order.</param>
    public ReplayCounts Run(Stream input, Stream output, Action<BadLine> onBadLine)
    {
        var reader = new LineReader(input);
        var current = Read(reader);
        ReplayedBatch[] finished = [];
        long analyzed = 0, bad = 0;
        while (current.Count > 0 || finished.Length > 0)
        {
            List<LineBatch> next = [];
            var replayed = new ReplayedBatch[current.Count];
            var written = finished;
            Parallel.Invoke(
                () => next = current.Count > 0 ? Read(reader) : [],
                () => Write(written, output, onBadLine),
                () => Parallel.For(0, replayed.Length, batch => replayed[batch] = ReplayedBatch.Of(current[batch], analyzer)));
            analyzed += replayed.Sum(static batch => batch.Analyzed);
            bad += replayed.Sum(static batch => batch.Bad.Count);
            (current, finished) = (next, replayed);
        }

        output.Flush();
        return new ReplayCounts(analyzed, bad);
    }

    private static List<LineBatch> Read(LineReader reader)
    {
        var batches = new List<LineBatch>();
        while (batches.Count < BatchesPerCore * Environment.ProcessorCount && reader.Next() is { } batch)
        {
            batches.Add(batch);
        }

        return batches;
    }

    private static void Write(ReplayedBatch[] batches, Stream output, Action<BadLine> onBadLine)
    {
        foreach (var batch in batches)
        {
            output.Write(batch.Reports);
            foreach (var bad in batch.Bad)
            {
                onBadLine(bad);
            }
        }
    }
}
