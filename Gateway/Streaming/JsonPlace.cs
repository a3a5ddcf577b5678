namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// One place in a JSON document, and the places below it: together they are the map of what a <see cref="JsonScanner"/> looks for.
/// Built once per dialect, then only read. Names are matched as bytes; a name written with escapes does not match.
/// </summary>
internal sealed class JsonPlace
{
    private readonly List<(byte[] Name, JsonPlace Place)> _members = [];
    private readonly List<byte[]> _ignored = [];
    private JsonPlace? _any;

    /// <summary>A place that reports as <paramref name="slot"/>; 0 reports nothing and only leads to places below.</summary>
    /// <param name="slot">What the sink is told.</param>
    /// <param name="text">Whether a string here is handed on in parts instead of as one value of bounded length.</param>
    /// <param name="raw">Whether a container here is handed on in parts, as it stands; nothing can be wanted below it.</param>
    public JsonPlace(int slot = 0, bool text = false, bool raw = false)
    {
        Slot = slot;
        IsText = text;
        IsRaw = raw;
    }

    /// <summary>What the sink is told; 0 for nothing.</summary>
    public int Slot { get; }

    /// <summary>Whether a string here is handed on in parts.</summary>
    public bool IsText { get; }

    /// <summary>Whether a container here is handed on in parts.</summary>
    public bool IsRaw { get; }

    /// <summary>The place of each element when an array stands here.</summary>
    public JsonPlace? Element { get; private set; }

    /// <summary>Whether nothing is wanted below this place, so that a container here can be skipped.</summary>
    public bool IsLeaf => Element is null && _any is null && _members.Count == 0;

    /// <summary>Sets the place of a member.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="place">Its place.</param>
    /// <returns>This place.</returns>
    public JsonPlace With(ReadOnlySpan<byte> name, JsonPlace place)
    {
        var copy = name.ToArray();
        _members.RemoveAll(member => member.Name.AsSpan().SequenceEqual(copy));
        _members.Add((copy, place));
        return this;
    }

    /// <summary>Sets the place of each element of an array that stands here.</summary>
    /// <param name="element">The place.</param>
    /// <returns>This place.</returns>
    public JsonPlace WithElements(JsonPlace element)
    {
        Element = element;
        return this;
    }

    /// <summary>Sets the place of every member that has none of its own.</summary>
    /// <param name="place">The place.</param>
    /// <returns>This place.</returns>
    public JsonPlace WithAnyOther(JsonPlace place)
    {
        _any = place;
        return this;
    }

    /// <summary>Keeps a member out of <see cref="WithAnyOther"/>.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>This place.</returns>
    public JsonPlace Without(ReadOnlySpan<byte> name)
    {
        _ignored.Add(name.ToArray());
        return this;
    }

    /// <summary>The place of a member.</summary>
    /// <param name="name">The member's name as it stands on the wire.</param>
    /// <returns>The place, or null when nothing is wanted there.</returns>
    public JsonPlace? Find(ReadOnlySpan<byte> name)
    {
        foreach (var (candidate, place) in _members)
        {
            if (name.SequenceEqual(candidate))
            {
                return place;
            }
        }

        if (_any is null)
        {
            return null;
        }

        foreach (var ignored in _ignored)
        {
            if (name.SequenceEqual(ignored))
            {
                return null;
            }
        }

        return _any;
    }
}
