namespace LlmAspire.Gateway.Streaming;

/// <summary>The holes that a <see cref="JsonScanner"/> has passed in a document it got in one piece.</summary>
internal sealed class JsonHoles
{
    /// <summary>The most holes that are noted.</summary>
    public const int Max = 16;

    private readonly JsonHole[] _holes = new JsonHole[Max];
    private int _count;

    /// <summary>The holes in order; empty when there are too many.</summary>
    public ReadOnlySpan<JsonHole> Span => _count > Max ? default : _holes.AsSpan(0, _count);

    /// <summary>Forgets them.</summary>
    public void Clear() => _count = 0;

    /// <summary>Notes one.</summary>
    /// <param name="hole">The hole.</param>
    public void Add(JsonHole hole)
    {
        if (_count < Max)
        {
            _holes[_count] = hole;
        }

        _count = Math.Min(_count + 1, Max + 1);
    }
}
