using LlmAspire.Gateway.Conversations;

namespace LlmAspire.Gateway.Signals;

/// <summary>Where the reports on conversations are kept, as long as their conversations. Implementations are thread-safe.</summary>
internal interface IReportStore
{
    /// <summary>Keeps the report on a conversation in place of an earlier one.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="report">The report's JSON, which is the store's from here on.</param>
    /// <returns>When it is kept, or given up.</returns>
    ValueTask SaveAsync(ConversationKey conversation, ReadOnlyMemory<byte> report);

    /// <summary>The reports on a tenant's conversations, the one used last first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The reports.</returns>
    /// <exception cref="ConversationStoreException">The store did not answer.</exception>
    IAsyncEnumerable<StoredReport> ListAsync(string tenant, CancellationToken cancellationToken);
}
