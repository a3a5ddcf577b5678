namespace LlmAspire.FilterService.Texts;

/// <summary>Where the characters of a JSON text within a JSON string stand in an event's data.</summary>
internal sealed class NestedMap
{
    private readonly List<(int Start, int End, bool Outside)> _places = [];

    /// <summary>How many characters there are.</summary>
    public int Count => _places.Count;

    /// <summary>Adds a character.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">Where it ends, exclusive.</param>
    /// <param name="outside">Whether it stands outside the inner text's strings.</param>
    public void Add(int start, int end, bool outside) => _places.Add((start, end, outside));

    /// <summary>Where characters stand.</summary>
    /// <param name="from">The first one's index.</param>
    /// <param name="to">The index behind the last one.</param>
    /// <returns>Where the first begins and the last ends.</returns>
    public (int First, int Last) Place(int from, int to) => (_places[from].Start, _places[to - 1].End);

    /// <summary>Whether a character stands outside the inner text's strings.</summary>
    /// <param name="index">The character's index.</param>
    /// <returns>True when it does.</returns>
    public bool IsOutside(int index) => _places[index].Outside;
}
