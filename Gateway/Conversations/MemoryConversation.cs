using System.Globalization;
using System.Text;

namespace LlmAspire.Gateway.Conversations;

/// <summary>One conversation in memory. Only <see cref="MemoryConversations"/> holds one, under its lock.</summary>
internal sealed class MemoryConversation
{
    // As many as Redis remembers, about.
    private const int RememberedTurns = 32;

    private readonly List<(string Turn, byte[] Element)> _elements = [];
    private readonly Queue<string> _turnIds = new();

    /// <summary>A conversation without items.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="now">When it begins.</param>
    public MemoryConversation(ConversationKey key, DateTimeOffset now)
    {
        Key = key;
        Info = new ConversationInfo { Id = key.Id, CreatedAt = now, UpdatedAt = now };
        ByUse = new LinkedListNode<MemoryConversation>(this);
        ByWrite = new LinkedListNode<MemoryConversation>(this);
    }

    /// <summary>Its key.</summary>
    public ConversationKey Key { get; }

    /// <summary>What is known of it.</summary>
    public ConversationInfo Info { get; set; }

    /// <summary>Its place among all by last use.</summary>
    public LinkedListNode<MemoryConversation> ByUse { get; }

    /// <summary>Its place among all by last write, which is also the order in which they expire.</summary>
    public LinkedListNode<MemoryConversation> ByWrite { get; }

    /// <summary>When it is gone.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The id of the last turn; empty before the first.</summary>
    public string LastTurn { get; private set; } = "";

    /// <summary>The items as they are stored.</summary>
    public IEnumerable<byte[]> Elements => _elements.Select(element => element.Element);

    /// <summary>Adds a turn and drops whole turns from the beginning while there is too much.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="options">The limits.</param>
    /// <param name="now">The time.</param>
    /// <returns>What came of it.</returns>
    public AppendOutcome Append(ConversationTurn turn, ConversationOptions options, DateTimeOffset now)
    {
        var turns = Info.Turns;
        if (LastTurn == turn.Id && turn.Turns > 1)
        {
            _elements.Clear();
            turns = 0;
        }
        else if (LastTurn == turn.Id)
        {
            _elements.RemoveAll(element => element.Turn == turn.Id);
            turns--;
        }
        else if (_turnIds.Contains(turn.Id))
        {
            return AppendOutcome.AlreadyThere;
        }
        else if (turn.After.Length > 0 && LastTurn != turn.After)
        {
            return AppendOutcome.Moved;
        }
        else
        {
            Remember(turn.Id);
        }

        _elements.AddRange(turn.Items.Zip(turn.Elements(), (item, element) => (item.Turn.Length > 0 ? item.Turn : turn.Id, element)));
        LastTurn = turn.Id;
        Info = Info with
        {
            UpdatedAt = now,
            TraceId = turn.TraceId,
            Title = Info.Title.Length > 0 ? Info.Title : turn.Title,
            Turns = turns + turn.Turns - Trim(turn.Id, options),
        };
        Count();
        return AppendOutcome.Added;
    }

    /// <summary>Takes one item out.</summary>
    /// <param name="turn">Its turn.</param>
    /// <param name="index">Its place there.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string turn, int index)
    {
        var start = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{turn}.{index} "));
        var removed = _elements.RemoveAll(element => element.Element.AsSpan().StartsWith(start)) > 0;
        Count();
        return removed;
    }

    private void Remember(string turn)
    {
        _turnIds.Enqueue(turn);
        if (_turnIds.Count > RememberedTurns)
        {
            _turnIds.Dequeue();
        }
    }

    private int Trim(string last, ConversationOptions options)
    {
        var (dropped, bytes) = (0, _elements.Sum(element => (long)element.Element.Length));
        while ((_elements.Count > options.MaxItems || bytes > options.MaxBytes) && _elements[0].Turn != last)
        {
            var oldest = _elements[0].Turn;
            var end = _elements.FindIndex(element => element.Turn != oldest);
            bytes -= _elements.Take(end).Sum(element => (long)element.Element.Length);
            _elements.RemoveRange(0, end);
            dropped++;
        }

        return dropped;
    }

    private void Count() =>
        Info = Info with { Items = _elements.Count, Bytes = _elements.Sum(element => (long)element.Element.Length) };
}
