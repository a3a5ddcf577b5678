using System.Collections.Immutable;
using System.Text;

namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// Keeps one choice within the request's limits: cuts its pieces at a stop sequence, also where one lies across pieces, and at the limit of
/// tokens.
/// </summary>
internal sealed class ChoiceBudget
{
    private readonly ImmutableArray<string> _stop;
    private readonly int _maxTokens;
    private readonly StringBuilder _said = new();

    /// <summary>Takes the limits from <paramref name="request"/>.</summary>
    /// <param name="request">The request.</param>
    public ChoiceBudget(AnswerRequest request)
    {
        _stop = request.Stop;
        _maxTokens = request.MaxTokens ?? int.MaxValue;
    }

    /// <summary>Why this choice ends, as far as is known.</summary>
    public FinishReason FinishReason { get; private set; } = FinishReason.Stop;

    /// <summary>The choice has met a limit and says no more.</summary>
    public bool Ended { get; private set; }

    /// <summary>Tokens said so far.</summary>
    public int Spent { get; private set; }

    /// <summary>Cuts what is to be said next to what may be said.</summary>
    /// <param name="pieces">The pieces of one text.</param>
    /// <returns>The pieces that may be said; the last one may be shorter.</returns>
    public List<string> Take(List<string> pieces)
    {
        var allowed = Ended ? 0 : Allowed(string.Concat(pieces));
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

    private int Allowed(string text)
    {
        var allowed = BeforeStop(text);
        var tokens = Tokens.Cut(text[..allowed]);
        var room = _maxTokens - Spent;
        if (tokens.Count > room)
        {
            allowed = tokens.Take(room).Sum(token => token.Length);
            End(FinishReason.Length);
        }
        else if (allowed < text.Length)
        {
            End(FinishReason.StopSequence);
        }

        Spent += Math.Min(tokens.Count, room);
        _said.Append(text, 0, allowed);
        return allowed;
    }

    private int BeforeStop(string text)
    {
        if (_stop.IsEmpty)
        {
            return text.Length;
        }

        // What was said has left: of a stop sequence that began there only the rest can be kept back.
        var all = _said + text;
        var first = _stop.Select(stop => all.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(all.Length).Min();
        return Math.Max(first - _said.Length, 0);
    }

    private void End(FinishReason reason)
    {
        Ended = true;
        FinishReason = reason;
    }
}
