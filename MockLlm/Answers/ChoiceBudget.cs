using System.Collections.Immutable;
using System.Text;

namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// Keeps one choice within the request's limits: cuts its text at a stop sequence, also where one lies across pieces, and everything at the
/// limit of tokens.
/// </summary>
internal sealed class ChoiceBudget
{
    private readonly ImmutableArray<string> _stop;
    private readonly int _maxTokens;
    private readonly StringBuilder _said = new();
    private bool _calledTools;
    private bool _refused;

    /// <summary>Takes the limits from <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    public ChoiceBudget(AnswerRequest request)
    {
        _stop = request.Stop;
        _maxTokens = request.MaxTokens ?? int.MaxValue;
    }

    /// <summary>The choice has met a limit and says no more.</summary>
    public bool Ended => Limit is not null;

    /// <summary>Tokens said so far.</summary>
    public int Spent { get; private set; }

    /// <summary>Tokens of reasoning among them.</summary>
    public int SpentReasoning { get; private set; }

    /// <summary>How the choice ends, as far as is known.</summary>
    public ChoiceEnd End => Limit
        ?? new ChoiceEnd(_calledTools ? FinishReason.ToolCalls : _refused ? FinishReason.Refusal : FinishReason.Stop, null);

    private ChoiceEnd? Limit { get; set; }

    /// <summary>Begins a tool call, which costs a token for its name.</summary>
    /// <returns>False when there is no token left for it.</returns>
    public bool BeginToolCall()
    {
        if (Ended || Spent >= _maxTokens)
        {
            Limit ??= new ChoiceEnd(FinishReason.Length, null);
            return false;
        }

        Spent++;
        return _calledTools = true;
    }

    /// <summary>Counts tokens that are said without being cut.</summary>
    /// <param name="tokens">How many.</param>
    public void Spend(int tokens) => Spent += tokens;

    /// <summary>Cuts what is to be said next to what may be said.</summary>
    /// <param name="kind">What it is; stop sequences hold for text only.</param>
    /// <param name="pieces">The pieces of one text.</param>
    /// <returns>The pieces that may be said; the last one may be shorter.</returns>
    public List<string> Take(DeltaKind kind, List<string> pieces)
    {
        _refused |= kind == DeltaKind.Refusal;
        var allowed = Ended ? 0 : Allowed(kind, string.Concat(pieces));
        var taken = new List<string>(pieces.Count);
        foreach (var piece in pieces)
        {
            var part = piece.Length <= allowed ? piece : piece[..allowed];
            if (part.Length == 0)
            {
                break;
            }

            taken.Add(part);
            allowed -= part.Length;
        }

        return taken;
    }

    private int Allowed(DeltaKind kind, string text)
    {
        var (allowed, met) = kind == DeltaKind.Text ? BeforeStop(text) : (text.Length, null);
        var tokens = Tokens.Cut(text[..allowed]);
        var room = _maxTokens - Spent;
        if (tokens.Count > room)
        {
            allowed = tokens.Take(room).Sum(token => token.Length);
            Limit = new ChoiceEnd(FinishReason.Length, null);
        }
        else if (met is not null)
        {
            Limit = new ChoiceEnd(FinishReason.StopSequence, met);
        }

        var spent = Math.Min(tokens.Count, room);
        Spent += spent;
        SpentReasoning += kind == DeltaKind.Reasoning ? spent : 0;
        if (kind == DeltaKind.Text && !_stop.IsEmpty)
        {
            _said.Append(text, 0, allowed);
        }

        return allowed;
    }

    private (int Allowed, string? Met) BeforeStop(string text)
    {
        // What was said before has left: of a stop sequence that began there only the rest can be kept back.
        var all = _stop.IsEmpty ? text : _said + text;
        var first = (At: all.Length, Stop: (string?)null);
        foreach (var stop in _stop)
        {
            var at = all.IndexOf(stop, StringComparison.Ordinal);
            first = at >= 0 && at < first.At ? (at, stop) : first;
        }

        return (Math.Max(first.At - _said.Length, 0), first.Stop);
    }
}
