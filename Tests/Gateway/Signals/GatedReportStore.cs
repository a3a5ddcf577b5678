using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Signals;

namespace LlmAspire.Tests.Gateway.Signals;

/// <summary>A store that keeps the analysis waiting until the test lets it go.</summary>
internal sealed class GatedReportStore : IReportStore
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _saving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When the first report has come.</summary>
    public Task Saving => _saving.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    public void Release() => _gate.TrySetResult();

    public async ValueTask SaveAsync(ConversationKey conversation, ReadOnlyMemory<byte> report)
    {
        _saving.TrySetResult();
        await _gate.Task;
    }

    public IAsyncEnumerable<StoredReport> ListAsync(string tenant, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
