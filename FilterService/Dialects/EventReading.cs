using System.Runtime.InteropServices;

namespace LlmAspire.FilterService.Dialects;

/// <summary>What an event's data says: its fields, its type and which texts end with it. Reused from event to event.</summary>
internal sealed class EventReading
{
    private readonly List<Field> _fields = [];
    private readonly List<int> _finished = [];

    /// <summary>The fields in the order of the data.</summary>
    public Span<Field> Fields => CollectionsMarshal.AsSpan(_fields);

    /// <summary>The first indexes of the texts that end with this event.</summary>
    public List<int> Finished => _finished;

    /// <summary>Where the event's type begins in the data.</summary>
    public int TypeStart { get; set; }

    /// <summary>The length of the event's type; 0 when it has none.</summary>
    public int TypeLength { get; set; }

    /// <summary>The first index of the root object.</summary>
    public int First { get; set; }

    /// <summary>The second index of the root object.</summary>
    public int Second { get; set; }

    /// <summary>Whether every text ends with this event.</summary>
    public bool EndsAll { get; set; }

    /// <summary>Forgets the last event.</summary>
    public void Clear()
    {
        _fields.Clear();
        _finished.Clear();
        (TypeStart, TypeLength, First, Second, EndsAll) = (0, 0, 0, 0, false);
    }

    /// <summary>Adds a field.</summary>
    /// <param name="field">The field.</param>
    public void Add(in Field field) => _fields.Add(field);
}
