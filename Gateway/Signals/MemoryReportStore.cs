using System.Runtime.CompilerServices;
using LlmAspire.Gateway.Conversations;

namespace LlmAspire.Gateway.Signals;

/// <summary>Keeps the last reports in the gateway's memory.</summary>
internal sealed class MemoryReportStore : IReportStore
{
    private const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<(ConversationKey Key, StoredReport Report)> _byUse = new();
    private readonly Dictionary<ConversationKey, LinkedListNode<(ConversationKey Key, StoredReport Report)>> _byKey = [];
    private readonly TimeProvider _time;

    /// <summary>An empty store.</summary>
    /// <param name="time">The clock.</param>
    public MemoryReportStore(TimeProvider time) => _time = time;

    /// <inheritdoc/>
    public ValueTask SaveAsync(ConversationKey conversation, string traceId, ReadOnlyMemory<byte> report)
    {
        var stored = new StoredReport(conversation.Id, traceId, _time.GetUtcNow(), report);
        lock (_lock)
        {
            if (_byKey.Remove(conversation, out var old))
            {
                _byUse.Remove(old);
            }

            _byKey[conversation] = _byUse.AddFirst((conversation, stored));
            if (_byUse.Count > Capacity)
            {
                _byKey.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredReport> ListAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredReport[] reports;
        lock (_lock)
        {
            reports = [.. _byUse.Where(entry => entry.Key.Tenant == tenant).Select(entry => entry.Report)];
        }

        foreach (var report in reports)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return report;
        }

        await Task.CompletedTask;
    }
}
