using System.Runtime.CompilerServices;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>Keeps a report with its conversation, wherever conversations are kept, and as long.</summary>
internal sealed class CatalogReportStore : IReportStore
{
    private const int PageSize = 200;

    private readonly IConversationCatalog _catalog;
    private readonly HistoryState _state;
    private readonly GatewayMetrics _metrics;
    private readonly TimeSpan _timeout;

    /// <summary>Keeps reports in <paramref name="catalog"/>.</summary>
    /// <param name="catalog">The conversations.</param>
    /// <param name="state">Whether the store answers.</param>
    /// <param name="metrics">Where a report that could not be kept is counted.</param>
    /// <param name="options">The longest wait.</param>
    public CatalogReportStore(
        IConversationCatalog catalog, HistoryState state, GatewayMetrics metrics, IOptions<ConversationOptions> options)
    {
        _catalog = catalog;
        _state = state;
        _metrics = metrics;
        _timeout = options.Value.Timeout;
    }

    /// <inheritdoc/>
    public async ValueTask SaveAsync(ConversationKey conversation, ReadOnlyMemory<byte> report)
    {
        if (_state.IsDown)
        {
            _metrics.CountHistory("report", "skipped");
            return;
        }

        try
        {
            await _catalog.SetReportAsync(conversation, report, _timeout);
            _metrics.CountHistory("report", "ok");
        }
        catch (ConversationStoreException failure)
        {
            _metrics.CountHistory("report", "failed");
            if (failure.IsOutage)
            {
                _state.Failed(failure);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredReport> ListAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (await _catalog.ListAsync(tenant, after, PageSize, _timeout) is { Count: > 0 } page)
        {
            foreach (var info in page.Where(static info => !info.Report.IsEmpty))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new StoredReport(info.Id, info.TraceId, info.UpdatedAt, info.Report);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }
}
