namespace LlmAspire.Gateway.Streaming;

/// <summary>The containers that a <see cref="JsonScanner"/> has entered and not left: their places, kinds and how far each array has come.</summary>
internal struct JsonStack
{
    private const int MaxDepth = 24;
    private readonly JsonPlace[] _places = new JsonPlace[MaxDepth];
    private readonly int[] _positions = new int[MaxDepth];
    private uint _arrays;

    /// <summary>An empty stack.</summary>
    public JsonStack()
    {
    }

    /// <summary>How many there are.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether no more can be entered.</summary>
    public readonly bool IsFull => Depth + 1 == MaxDepth;

    /// <summary>Whether the innermost is an array.</summary>
    public readonly bool InArray => (_arrays >> Depth & 1) != 0;

    /// <summary>The place of the innermost.</summary>
    public readonly JsonPlace Place => _places[Depth];

    /// <summary>The position of the element that is being read in the innermost array; 0 in an object.</summary>
    public readonly int Position => Depth > 0 && InArray ? _positions[Depth] : 0;

    /// <summary>Enters a container.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="array">Whether it is an array.</param>
    public void Push(JsonPlace place, bool array)
    {
        Depth++;
        _places[Depth] = place;
        _positions[Depth] = -1;
        _arrays = array ? _arrays | (1u << Depth) : _arrays & ~(1u << Depth);
    }

    /// <summary>Leaves the innermost.</summary>
    /// <returns>Its place.</returns>
    public JsonPlace Pop() => _places[Depth--];

    /// <summary>The next element of the innermost array begins; nothing happens in an object.</summary>
    public readonly void NextElement()
    {
        if (Depth > 0 && InArray)
        {
            _positions[Depth]++;
        }
    }

    /// <summary>Leaves all.</summary>
    public void Clear() => Depth = 0;
}
