using System.Collections.Immutable;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Answers;

/// <summary>Decides an answer before any of it is sent: the words, the cuts, how it ends and what it costs. A pure function.</summary>
internal sealed class AnswerPlanner
{
    private readonly Script _script;
    private readonly AnswerRequest _request;
    private readonly ChoiceBudget[] _choices;
    private readonly ImmutableArray<Move>.Builder _moves = ImmutableArray.CreateBuilder<Move>();
    private Step.Usage _usage = new(UsageMode.Normal, null);
    private FinishReason? _finish;
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
    public static AnswerPlan Plan(Script script, AnswerRequest request) =>
        new AnswerPlanner(script.Adapts ? Adaptation.Adapt(script, request) : script, request).Plan();

    private AnswerPlan Plan()
    {
        DieIfDue();
        foreach (var step in _script.Steps)
        {
            Add(step);
        }

        var counted = new TokenUsage(
            _request.InputTokens, _choices.Sum(choice => choice.Spent), Reasoning: _choices.Sum(choice => choice.SpentReasoning));
        var ends = _choices.Select(choice => _finish is { } given ? new ChoiceEnd(given, null) : choice.End);
        return new AnswerPlan(_moves.ToImmutable(), [.. ends], _usage.Given ?? counted, _usage.Mode);
    }

    private void Add(Step step)
    {
        switch (step)
        {
            case Step.Say say:
                AddPieces(say.Kind, say.Pace.Delay, choice => Cut(TextOf(say.Text, choice), say.Pace));
                break;
            case Step.Call call:
                AddCall(call);
                break;
            case Step.Usage usage:
                _usage = usage;
                break;
            case Step.Finish finish:
                _finish = finish.Reason;
                break;
            case Step.Huge huge:
                _choices[0].Spend(HugeText.TokensIn(huge.Bytes));
                _moves.Add(new Move.Perform(step));
                break;
            default:
                _moves.Add(new Move.Perform(step));
                break;
        }
    }

    private void AddCall(Step.Call call)
    {
        var callers = Enumerable.Range(0, _choices.Length).Where(choice => _choices[choice].BeginToolCall()).ToArray();
        if (callers.Length == 0)
        {
            return;
        }

        AddEmit(TimeSpan.Zero, [.. callers.Select(choice => new Delta(DeltaKind.ToolCall, choice, call.Name, call.Id))]);
        AddPieces(DeltaKind.ToolArguments, call.Pace.Delay, choice => callers.Contains(choice) ? Cut(call.Arguments, call.Pace) : []);
    }

    private void AddPieces(DeltaKind kind, TimeSpan delay, Func<int, List<string>> cut)
    {
        var pieces = _choices.Select((budget, choice) => budget.Take(kind, cut(choice))).ToArray();
        var longest = pieces.Max(list => list.Count);
        for (var i = 0; i < longest; i++)
        {
            var deltas = ImmutableArray.CreateBuilder<Delta>(pieces.Length);
            for (var choice = 0; choice < pieces.Length; choice++)
            {
                if (i < pieces[choice].Count)
                {
                    deltas.Add(new Delta(kind, choice, pieces[choice][i]));
                }
            }

            AddEmit(i == 0 && kind != DeltaKind.ToolArguments ? TimeSpan.Zero : delay, deltas.ToImmutable());
        }
    }

    private void AddEmit(TimeSpan delay, ImmutableArray<Delta> deltas)
    {
        _moves.Add(new Move.Emit(delay, deltas));
        _chunks++;
        DieIfDue();
    }

    private void DieIfDue()
    {
        if (_script.DieAfterChunks == _chunks)
        {
            _moves.Add(new Move.Perform(new Step.Die(Death.Reset)));
        }
    }

    private string TextOf(TextSource source, int choice) => source switch
    {
        TextSource.Canned canned => canned.Text,
        TextSource.Lorem lorem => Lorem.Text(lorem.Tokens, (lorem.Seed ?? _request.Seed ?? 0) + choice),
        _ => _request.LastToolText ?? _request.LastUserText,
    };

    private static List<string> Cut(string text, Pace pace) => pace.Chunks is { } chunks ? Tokens.Cut(text, chunks) : Tokens.Cut(text);
}
