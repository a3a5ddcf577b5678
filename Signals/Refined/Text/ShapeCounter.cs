namespace LlmAspire.Signals.Refined.Text;

/// <summary>Counts what <see cref="TextShape"/> tells.</summary>
internal struct ShapeCounter
{
    private const int ShortestShout = 4;

    private int _letters;
    private int _capitals;
    private int _shouted;
    private int _longestBang;
    private int _longestBangAt;
    private int _bangMarks;
    private bool _endsWithQuestion;

    /// <summary>One character of a script without case.</summary>
    public void Letter(bool isCapital)
    {
        _letters++;
        _capitals += isCapital ? 1 : 0;
    }

    /// <summary>A word with so many letters and capitals.</summary>
    public void Word(int letters, int capitals)
    {
        _letters += letters;
        _capitals += capitals;
        _shouted += letters >= ShortestShout && capitals == letters ? 1 : 0;
    }

    /// <summary>A run of exclamation and question marks.</summary>
    public void Bang(ReadOnlySpan<char> run, int at)
    {
        if (run.Length > _longestBang)
        {
            _longestBang = run.Length;
            _longestBangAt = at;
            _bangMarks = run.Count('!') + run.Count('！');
        }
    }

    /// <summary>The end of a sentence.</summary>
    public void SentenceEnded(bool isQuestion, bool hadWords)
    {
        if (hadWords)
        {
            _endsWithQuestion = isQuestion;
        }
    }

    /// <summary>The counts.</summary>
    public readonly TextShape ToShape() => new(_letters, _capitals, _shouted, _longestBang, _longestBangAt, _bangMarks, _endsWithQuestion);
}
