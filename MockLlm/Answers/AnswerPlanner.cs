using System.Collections.Immutable;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Answers;

/// <summary>Decides an answer before any of it is sent: the words, the cuts, the finish reasons and the usage. A pure function.</summary>
internal sealed class AnswerPlanner
{
    private readonly Script _script;
    private readonly AnswerRequest _request;
    private readonly ChoiceBudget[] _choices;
    private readonly ImmutableArray<Move>.Builder _moves = ImmutableArray.CreateBuilder<Move>();
    private int _chunks;

    private AnswerPlanner(Script script, AnswerRequest request)
    {
        _script = script;
        _request = request;
        _choices = [.. Enumerable.Range(0, request.Choices).Select(_ => new ChoiceBudget(request))];
    }

    /// <summary>Decides the answer to <paramref name="request"/>.</summary>
    /// <param name="script">What the script says.</param>
    /// <param name="request">What the request asks for.</param>
    /// <returns>The same plan for the same arguments.</returns>
    public static AnswerPlan Plan(Script script, AnswerRequest request) => new AnswerPlanner(script, request).Plan();

    private AnswerPlan Plan()
    {
        DieIfDue();
        foreach (var step in _script.Steps)
        {
            if (step is Step.Say say)
            {
                AddSay(say);
            }
            else
            {
                _moves.Add(new Move.Perform(step));
            }
        }

        var usage = new TokenUsage(_request.InputTokens, _choices.Sum(choice => choice.Spent));
        return new AnswerPlan(_moves.ToImmutable(), [.. _choices.Select(choice => choice.FinishReason)], usage);
    }

    private void AddSay(Step.Say say)
    {
        var pieces = _choices.Select((budget, choice) => budget.Take(Pieces(say, choice))).ToArray();
        var longest = pieces.Max(list => list.Count);
        for (var i = 0; i < longest; i++)
        {
            var deltas = ImmutableArray.CreateBuilder<Delta>(pieces.Length);
            for (var choice = 0; choice < pieces.Length; choice++)
            {
                if (i < pieces[choice].Count)
                {
                    deltas.Add(new Delta(DeltaKind.Text, choice, pieces[choice][i]));
                }
            }

            _moves.Add(new Move.Emit(i == 0 ? TimeSpan.Zero : say.Delay, deltas.ToImmutable()));
            _chunks++;
            DieIfDue();
        }
    }

    private void DieIfDue()
    {
        if (_script.DieAfterChunks == _chunks)
        {
            _moves.Add(new Move.Perform(new Step.Die(Death.Reset)));
        }
    }

    private List<string> Pieces(Step.Say say, int choice)
    {
        var text = say.Text switch
        {
            TextSource.Canned canned => canned.Text,
            TextSource.Lorem lorem => Lorem.Text(lorem.Tokens, (lorem.Seed ?? _request.Seed ?? 0) + choice),
            _ => _request.LastUserText,
        };
        return say.Chunks is { } chunks ? Tokens.Cut(text, chunks) : Tokens.Cut(text);
    }
}
