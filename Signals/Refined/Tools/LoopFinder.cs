using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// Finds loops in the steps between two user messages. A loop needs calls without progress: the same answer or no answer of use. Waiting
/// for a job
/// that moves on, paging, one call per thing the user named and calls side by side are none.
/// </summary>
/// <param name="thresholds">How many calls and rounds make a loop.</param>
internal sealed class LoopFinder(RefinedThresholds thresholds)
{
    private const int LongestRound = 5;

    /// <summary>The loops in some steps.</summary>
    /// <param name="steps">The steps, oldest first.</param>
    /// <param name="asked">The user's message they follow; null when there is none.</param>
    public List<LoopFinding> Find(IReadOnlyList<ToolStep> steps, MessageText? asked)
    {
        var found = new List<LoopFinding>();
        if (steps.Count < Math.Min(thresholds.RetryCalls, thresholds.DriftCalls))
        {
            return found;
        }

        for (var at = 0; at < steps.Count;)
        {
            var retries = RetriesFrom(steps, at);
            var guesses = retries >= thresholds.RetryCalls ? 0 : GuessesFrom(steps, at, asked);
            if (retries >= thresholds.RetryCalls)
            {
                found.Add(Finding(SignalType.Retry, steps, at, retries, 1));
            }
            else if (guesses >= thresholds.DriftCalls)
            {
                found.Add(Finding(SignalType.ParameterDrift, steps, at, guesses, 1));
            }

            at += Math.Max(1, Math.Max(retries >= thresholds.RetryCalls ? retries : 0, guesses >= thresholds.DriftCalls ? guesses : 0));
        }

        AddOscillations(steps, found);
        return found;
    }

    private static LoopFinding Finding(SignalType type, IReadOnlyList<ToolStep> steps, int from, int count, int period) => new(
        type,
        steps[from + count - 1].MessageIndex,
        string.Join(" -> ", steps.Skip(from).Take(period).Select(step => step.Name)),
        count);

    private static bool IsSameCall(ToolStep one, ToolStep other) => one.ArgumentsHash == other.ArgumentsHash && one.Name == other.Name;

    private static int RetriesFrom(IReadOnlyList<ToolStep> steps, int from)
    {
        var to = from + 1;
        while (to < steps.Count && IsSameCall(steps[to], steps[from]) && IsNoNews(steps[to], steps[to - 1]))
        {
            to++;
        }

        return to - from;
    }

    private static bool IsNoNews(ToolStep step, ToolStep before) =>
        step.ReplyHash == before.ReplyHash || (step.IsFruitless && before.IsFruitless && !HasMoved(before, step));

    private static bool HasMoved(ToolStep before, ToolStep step) =>
        before.FirstNumber is { } was && step.FirstNumber is { } now && now < was && !step.IsExhausted;

    private static int GuessesFrom(IReadOnlyList<ToolStep> steps, int from, MessageText? asked)
    {
        var to = from;
        while (to < steps.Count && !steps[to].IsParallel && steps[to].Name == steps[from].Name && !steps[to].IsHopeless
            && ContentTools.IsSameProgram(steps[to].Calls[0], steps[from].Calls[0]) && (steps[to].IsFruitless || IsSameAnswer(steps, to, from)))
        {
            to++;
        }

        var run = steps.Skip(from).Take(to - from).ToList();
        var isChanging = run.Select(step => step.ArgumentsHash).Distinct().Count() >= 2;
        return isChanging && !ArgumentValues.AreAllAsked(run, asked) ? run.Count : 0;
    }

    // "not Ana", "not Ana", "not Ana": words no pack knows, but the same whatever is asked, so the guesses lead nowhere.
    private static bool IsSameAnswer(IReadOnlyList<ToolStep> steps, int at, int from)
    {
        var other = at > from ? at - 1 : at + 1;
        return other < steps.Count && steps[other].ReplyHash == steps[at].ReplyHash && steps[at].Calls[0].Reply is { IsAcknowledgement: false };
    }

    private void AddOscillations(IReadOnlyList<ToolStep> steps, List<LoopFinding> found)
    {
        for (var at = 0; at + 2 * thresholds.OscillationRounds <= steps.Count;)
        {
            var (rounds, period) = BestRounds(steps, at);
            if (rounds > 0)
            {
                found.Add(Finding(SignalType.Oscillation, steps, at, rounds * period, period));
            }

            at += Math.Max(1, rounds * period);
        }
    }

    private (int Rounds, int Period) BestRounds(IReadOnlyList<ToolStep> steps, int from)
    {
        for (var period = 2; period <= LongestRound; period++)
        {
            var rounds = RoundsOf(steps, from, period);
            if (rounds >= thresholds.OscillationRounds && HasTwoTools(steps, from, period) && IsStuck(steps, from, period, rounds))
            {
                return (rounds, period);
            }
        }

        return (0, 0);
    }

    private static bool HasTwoTools(IReadOnlyList<ToolStep> steps, int from, int period)
    {
        for (var i = 1; i < period; i++)
        {
            if (steps[from + i].Name != steps[from].Name)
            {
                return true;
            }
        }

        return false;
    }

    private static int RoundsOf(IReadOnlyList<ToolStep> steps, int from, int period)
    {
        var at = from + period;
        while (at < steps.Count && steps[at].Name == steps[at - period].Name)
        {
            at++;
        }

        return (at - from) / period;
    }

    // Stuck: one of the calls is the same in every round and its answer does not change for the better, or nothing returns anything of use.
    private static bool IsStuck(IReadOnlyList<ToolStep> steps, int from, int period, int rounds)
    {
        var allFruitless = true;
        for (var place = 0; place < period; place++)
        {
            var isSame = true;
            for (var at = from + place + period; at < from + rounds * period; at += period)
            {
                isSame &= IsSameCall(steps[at], steps[at - period]) && IsNoNews(steps[at], steps[at - period]);
                allFruitless &= steps[at].IsFruitless;
            }

            if (isSame)
            {
                return true;
            }
        }

        return allFruitless;
    }
}
