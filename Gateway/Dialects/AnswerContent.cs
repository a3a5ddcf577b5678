namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// The content of one answer, gathered as it passes and capped: the text of the first choice, every tool call, a provider's error. Made
/// only when somebody asks for it. It is content: never in a log or metric.
/// </summary>
internal sealed class AnswerContent
{
    private readonly List<AnswerItem> _calls = [];

    /// <summary>The text of the first choice, without reasoning.</summary>
    public RawText Text { get; } = new();

    /// <summary>Whether the provider sent a text at all, be it empty.</summary>
    public bool HasText { get; set; }

    /// <summary>The error that the provider told; null when there is none.</summary>
    public ProviderError? Error { get; set; }

    /// <summary>Whether there is a tool call.</summary>
    public bool HasCalls => _calls.Count > 0;

    /// <summary>The tool calls of all choices, in the order of choice and index.</summary>
    public IEnumerable<AnswerItem> Calls => _calls.OrderBy(call => call.Choice).ThenBy(call => call.Index);

    /// <summary>Whether something did not fit.</summary>
    public bool IsTruncated => Text.IsTruncated || _calls.Exists(call => call.IsTruncated);

    /// <summary>How much text there is; <see cref="Rewind"/> takes back what came after.</summary>
    /// <returns>The mark.</returns>
    public (int Length, bool HasText) Mark() => (Text.Length, HasText);

    /// <summary>Takes text back that was not the first choice's, or no text after all.</summary>
    /// <param name="mark">What to keep.</param>
    public void Rewind((int Length, bool HasText) mark)
    {
        Text.Truncate(mark.Length);
        HasText = mark.HasText;
    }

    /// <summary>Replaces the text by a fuller one.</summary>
    /// <param name="text">The text as it stands on the wire.</param>
    public void SetText(RawText text)
    {
        Text.Truncate(0);
        Text.Append(text.Span);
        HasText = true;
    }

    /// <summary>Adds a call, or a later part of one.</summary>
    /// <param name="part">The call or part; one with neither name nor id to start with is left out.</param>
    public void Merge(AnswerItem part)
    {
        if (Find(part) is { } call)
        {
            call.Add(part);
        }
        else if (part.Name.Length > 0 || part.Id.Length > 0)
        {
            _calls.Add(part);
        }
    }

    /// <summary>Adds a whole call after those that are there.</summary>
    /// <param name="call">The call.</param>
    public void Add(AnswerItem call)
    {
        call.Index = call.Index >= 0 ? call.Index : _calls.Count;
        _calls.Add(call);
    }

    /// <summary>The call with an index.</summary>
    /// <param name="index">The index.</param>
    /// <returns>The call, or null.</returns>
    public AnswerItem? At(int index) => _calls.FindLast(call => call.Index == index);

    /// <summary>Replaces all calls.</summary>
    /// <param name="calls">The calls in order.</param>
    public void SetCalls(IEnumerable<AnswerItem> calls)
    {
        _calls.Clear();
        _calls.AddRange(calls);
    }

    /// <summary>
    /// The call that a part continues: a first part has id and name; later ones have its index, or its id, or, from some servers, nothing
    /// but arguments. An index with a name of its own and another id, or no id but another name, is another call: some servers number
    /// every call 0.
    /// </summary>
    private AnswerItem? Find(AnswerItem part)
    {
        var own = _calls.FindAll(call => call.Choice == part.Choice);
        var call = part.Index >= 0 ? own.FindLast(known => known.Index == part.Index)
            : part.Id.Length > 0 ? own.Find(known => known.Id == part.Id)
            : part.Name.Length == 0 ? own.LastOrDefault()
            : null;
        var isOther = call is { Name.Length: > 0 } && part.Name.Length > 0
            && (part.Id.Length > 0 ? call.Id.Length > 0 && part.Id != call.Id : part.Name != call.Name);
        return isOther ? null : call;
    }
}
