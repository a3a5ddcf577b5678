using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Writes turns to Redis, one script at a time: turns that come while one is on its way are written together by the next. Under load that
/// spares most of what a command costs, and a turn waits for one answer of Redis more at the most. Thread-safe.
/// </summary>
/// <remarks>
/// Each turn is whole or not there, and in the order in which it came. In a cluster, whose scripts must keep to one slot, each goes alone.
/// </remarks>
internal sealed class RedisTurnWriter
{
    /// <summary>So many bytes of turns, and the turn that reaches them, go together: while a script runs, Redis serves nobody else.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MaxTurns = 64;

    private readonly RedisCommands _commands;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Queue<PendingTurn> _waiting = new();
    private bool _isWriting;

    /// <summary>Writes over <paramref name="commands"/>.</summary>
    /// <param name="commands">The connection.</param>
    /// <param name="time">The clock.</param>
    public RedisTurnWriter(RedisCommands commands, TimeProvider time)
    {
        _commands = commands;
        _time = time;
    }

    /// <summary>Writes a turn.</summary>
    /// <param name="key">Its conversation.</param>
    /// <param name="arguments">What <see cref="RedisScripts.Append"/> takes for it; the writer's from now on.</param>
    /// <param name="bytes">How much its items are.</param>
    /// <param name="timeout">The longest wait; the same for all turns.</param>
    /// <returns>What the script gave for it.</returns>
    /// <exception cref="ConversationStoreException">Redis did not answer in time.</exception>
    public Task<long> WriteAsync(ConversationKey key, RedisValue[] arguments, long bytes, TimeSpan timeout)
    {
        var turn = new PendingTurn(key, arguments, bytes, _time.GetTimestamp());
        lock (_lock)
        {
            _waiting.Enqueue(turn);
            if (_isWriting)
            {
                return turn.Written;
            }

            _isWriting = true;
        }

        // It goes on for other calls too, so it must not carry this one's trace along.
        using (ExecutionContext.SuppressFlow())
        {
            _ = WriteWaitingAsync(timeout);
        }

        return turn.Written;
    }

    private async Task WriteWaitingAsync(TimeSpan timeout)
    {
        while (Take() is { Count: > 0 } turns)
        {
            try
            {
                await WriteAsync(turns, timeout);
            }
            catch (ConversationStoreException failure) when (!failure.IsOutage && turns.Count > 1)
            {
                // What is wrong is one conversation's. What the script did before it came to that one may be done again.
                await WriteOneByOneAsync(turns, timeout);
            }
            catch (Exception failure)
            {
                Fail(turns, failure);
            }
        }
    }

    private async Task WriteOneByOneAsync(List<PendingTurn> turns, TimeSpan timeout)
    {
        foreach (var turn in turns)
        {
            try
            {
                await WriteAsync([turn], timeout);
            }
            catch (Exception failure)
            {
                turn.Fail(failure);
            }
        }
    }

    /// <summary>Writes turns within what is left of the time of the one that has waited longest, the first.</summary>
    private async Task WriteAsync(List<PendingTurn> turns, TimeSpan timeout)
    {
        var left = timeout - _time.GetElapsedTime(turns[0].Since);
        var keys = new RedisKey[2 * turns.Count];
        var arguments = new RedisValue[turns.Sum(static turn => 1 + turn.Arguments.Length)];
        var at = 0;
        for (var i = 0; i < turns.Count; i++)
        {
            var turn = turns[i];
            keys[2 * i] = RedisNames.Items(turn.Key);
            keys[(2 * i) + 1] = RedisNames.Meta(turn.Key);
            arguments[at++] = turn.Arguments.Length;
            turn.Arguments.CopyTo(arguments, at);
            at += turn.Arguments.Length;
        }

        var results = (long[])(await _commands.EvaluateAsync(RedisScripts.Append, keys, arguments, left > TimeSpan.Zero ? left : TimeSpan.Zero))!;
        for (var i = 0; i < turns.Count; i++)
        {
            turns[i].Done(results[i]);
        }
    }

    /// <summary>The turns to write next; none when none waits.</summary>
    private List<PendingTurn> Take()
    {
        lock (_lock)
        {
            var turns = new List<PendingTurn>(Math.Min(_waiting.Count, MaxTurns));
            var most = _waiting.Count > 1 && _commands.IsCluster ? 1 : MaxTurns;
            for (var bytes = 0L; turns.Count < most && bytes < MaxBytes && _waiting.TryDequeue(out var turn); bytes += turn.Bytes)
            {
                turns.Add(turn);
            }

            _isWriting = turns.Count > 0;
            return turns;
        }
    }

    /// <summary>A server that is away is away for those that wait too: they have waited long enough.</summary>
    private void Fail(List<PendingTurn> turns, Exception failure)
    {
        if (failure is ConversationStoreException { IsOutage: true })
        {
            lock (_lock)
            {
                turns.AddRange(_waiting);
                _waiting.Clear();
            }
        }

        foreach (var turn in turns)
        {
            turn.Fail(failure);
        }
    }
}
