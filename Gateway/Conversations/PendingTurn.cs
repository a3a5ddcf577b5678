using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>A turn that waits to be written to Redis.</summary>
/// <param name="Key">Its conversation.</param>
/// <param name="Arguments">What <see cref="RedisScripts.Append"/> takes for it.</param>
/// <param name="Bytes">How much its items are.</param>
/// <param name="Since">When it came, as a timestamp of the clock.</param>
internal sealed record PendingTurn(ConversationKey Key, RedisValue[] Arguments, long Bytes, long Since)
{
    // Whoever waits goes on elsewhere: the turns behind this one are not to wait for what a call does next.
    private readonly TaskCompletionSource<long> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the script gave for it.</summary>
    public Task<long> Written => _written.Task;

    /// <summary>It has been written.</summary>
    /// <param name="result">What the script gave for it.</param>
    public void Done(long result) => _written.TrySetResult(result);

    /// <summary>It has not been written, as far as is known.</summary>
    /// <param name="failure">Why.</param>
    public void Fail(Exception failure) => _written.TrySetException(failure);
}
