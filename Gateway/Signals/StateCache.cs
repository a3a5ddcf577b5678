using LlmAspire.Gateway.Conversations;
using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// What analyzers keep of conversations between their turns: those used last, up to a number of bytes. A state is taken out while it is used,
/// so that two calls never share one; losing one costs time only. Thread-safe.
/// </summary>
internal sealed class StateCache
{
    // The words and trigrams of a conversation's last texts, which a state may hold beyond what it counts.
    private const long BytesPerState = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, AnalysisState State, long Bytes)> _byUse = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, AnalysisState State, long Bytes)>> _byKey = new(StringComparer.Ordinal);
    private readonly long _capacity;
    private long _bytes;

    /// <summary>An empty cache.</summary>
    /// <param name="options">Its bound.</param>
    public StateCache(IOptions<SignalsOptions> options) => _capacity = options.Value.MaxKeptBytes;

    /// <summary>About how many bytes are kept.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>
    /// What a conversation's state is kept under: its key, or, where the client keeps the history, a hash of how it began. Two conversations
    /// that began alike take turns at one place, which costs time and changes no report.
    /// </summary>
    /// <param name="conversation">The conversation's key; null when the call belongs to none.</param>
    /// <param name="rows">The conversation.</param>
    /// <returns>The key.</returns>
    public static string KeyOf(ConversationKey? conversation, Conversation rows)
    {
        if (conversation is { } key)
        {
            return $"{key.Tenant}:{key.Id}";
        }

        var hash = default(HashCode);
        foreach (var row in rows.Rows.Where(static row => row.Kind is RowKind.Human or RowKind.Assistant).Take(2))
        {
            hash.Add(row.Text);
        }

        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{hash.ToHashCode()}");
    }

    /// <summary>Takes a state out.</summary>
    /// <param name="key">Its key.</param>
    /// <returns>The state, which is the caller's until it is put back; null when none is kept.</returns>
    public AnalysisState? Take(string key)
    {
        lock (_lock)
        {
            return _byKey.TryGetValue(key, out var node) ? Remove(node) : null;
        }
    }

    /// <summary>Puts a state in, or back, in place of one that is there by now.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="state">The state, no longer the caller's.</param>
    public void Put(string key, AnalysisState state)
    {
        var bytes = state.ApproximateBytes + BytesPerState;
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var old))
            {
                Remove(old);
            }

            _byKey[key] = _byUse.AddLast((key, state, bytes));
            _bytes += bytes;
            while (_bytes > _capacity && _byUse.First is { } oldest)
            {
                Remove(oldest);
            }
        }
    }

    private AnalysisState Remove(LinkedListNode<(string Key, AnalysisState State, long Bytes)> node)
    {
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
        return node.Value.State;
    }
}
