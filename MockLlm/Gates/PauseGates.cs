namespace LlmAspire.MockLlm.Gates;

/// <summary>
/// Gates that scripted answers wait at until somebody releases them. A release lets one answer pass: one that waits, or else the next to
/// come.
/// Thread-safe.
/// </summary>
internal sealed class PauseGates
{
    /// <summary>The most releases that wait for answers to come, over all gates; older tests must not fill the memory of newer
    /// ones.</summary>
    public const int MaxSpareReleases = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits for a release.</summary>
    /// <param name="name">The gate.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When released.</returns>
    public async Task WaitAsync(string name, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> waiter;
        lock (_lock)
        {
            var gate = GateOf(name);
            if (gate.SpareReleases > 0)
            {
                gate.SpareReleases--;
                RemoveIfIdle(name, gate);
                return;
            }

            waiter = gate.Waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            await waiter.Value.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(name, waiter);
            throw;
        }
    }

    /// <summary>Releases a gate.</summary>
    /// <param name="name">The gate.</param>
    /// <param name="count">How many answers may pass.</param>
    /// <returns>False when too many releases wait already for answers to come.</returns>
    public bool TryRelease(string name, int count)
    {
        lock (_lock)
        {
            var gate = GateOf(name);
            for (; count > 0 && gate.Waiting.First is { } first; count--)
            {
                gate.Waiting.RemoveFirst();
                first.Value.SetResult();
            }

            var fits = count <= MaxSpareReleases - _gates.Values.Sum(other => other.SpareReleases);
            gate.SpareReleases += fits ? count : 0;
            RemoveIfIdle(name, gate);
            return fits;
        }
    }

    /// <summary>What waits where.</summary>
    /// <returns>For each gate how many answers wait, and how many releases.</returns>
    public IReadOnlyDictionary<string, GateState> State()
    {
        lock (_lock)
        {
            return _gates.ToDictionary(entry => entry.Key, entry => new GateState(entry.Value.Waiting.Count, entry.Value.SpareReleases));
        }
    }

    private Gate GateOf(string name)
    {
        if (!_gates.TryGetValue(name, out var gate))
        {
            _gates[name] = gate = new Gate();
        }

        return gate;
    }

    private void Leave(string name, LinkedListNode<TaskCompletionSource> waiter)
    {
        lock (_lock)
        {
            if (_gates.TryGetValue(name, out var gate) && waiter.List == gate.Waiting)
            {
                gate.Waiting.Remove(waiter);
                RemoveIfIdle(name, gate);
            }
        }
    }

    private void RemoveIfIdle(string name, Gate gate)
    {
        if (gate is { Waiting.Count: 0, SpareReleases: 0 })
        {
            _gates.Remove(name);
        }
    }

    private sealed class Gate
    {
        public LinkedList<TaskCompletionSource> Waiting { get; } = new();

        public int SpareReleases { get; set; }
    }
}
