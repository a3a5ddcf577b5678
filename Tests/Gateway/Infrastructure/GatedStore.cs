using LlmAspire.Gateway.Conversations;

namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>A store whose write goes on only when the test says so.</summary>
internal sealed class GatedStore : IConversationStore
{
    private readonly TaskCompletionSource _appending = new();
    private readonly TaskCompletionSource _gate = new();

    /// <summary>Completes when a write has begun.</summary>
    public Task Appending => _appending.Task;

    public string SystemName => "gated";

    /// <summary>Lets the write go on.</summary>
    public void Release() => _gate.SetResult();

    public ValueTask<StoredItems> ReadAsync(ConversationKey key, TimeSpan timeout) => new(StoredItems.None);

    public async ValueTask<AppendOutcome> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout)
    {
        _appending.TrySetResult();
        await _gate.Task;
        return AppendOutcome.Added;
    }

    public ValueTask PingAsync(TimeSpan timeout) => ValueTask.CompletedTask;
}
