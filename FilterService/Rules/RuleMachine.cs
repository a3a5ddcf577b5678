using LlmAspire.FilterService.Patterns;

namespace LlmAspire.FilterService.Rules;

/// <summary>One detector of a rule, ready to run. Thread-safe.</summary>
internal sealed class RuleMachine
{
    private const int MostEnds = 32;
    private const int StepsBetweenLooksAtTheClock = 256;

    private readonly CharClasses _classes;

    /// <summary>Makes a detector ready.</summary>
    /// <param name="rule">Its rule.</param>
    /// <param name="detector">The detector.</param>
    /// <param name="classes">The character classes of the rule set.</param>
    public RuleMachine(Rule rule, Detector detector, CharClasses classes)
    {
        (Rule, Detector, _classes) = (rule, detector, classes);
        Automaton = new Automaton(PatternCompiler.Compile(detector.Pattern), classes);
        Until = detector.RedactUntil is null ? null : new Automaton(PatternCompiler.Compile(detector.RedactUntil), classes);
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; }

    /// <summary>The detector.</summary>
    public Detector Detector { get; }

    /// <summary>The detector's pattern.</summary>
    public Automaton Automaton { get; }

    /// <summary>Finds the end of what is redacted behind a match; null: nothing is.</summary>
    public Automaton? Until { get; }

    /// <summary>Matches at one place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The place.</param>
    /// <param name="final">Whether the text ends where <paramref name="text"/> does; otherwise more may follow.</param>
    /// <returns>The longest match that begins there, whether one is still open, or nothing.</returns>
    /// <exception cref="RuleTimeoutException">It took too long.</exception>
    public Finding MatchAt(ReadOnlySpan<char> text, int start, bool final)
    {
        Span<int> ends = stackalloc int[MostEnds];
        var found = 0;
        var clock = new MatchClock(Detector.Timeout);
        var state = Automaton.Start(start == 0 ? CharClasses.End : _classes.Of(text[start - 1]));
        var at = start;
        for (; state is not null && !state.Complete && at < text.Length; at++)
        {
            var step = Automaton.Step(state, _classes.Of(text[at]));
            if (step.Accepts && at > start)
            {
                ends[found++ % MostEnds] = at;
            }

            state = step.Next;
            if ((at - start) % StepsBetweenLooksAtTheClock == 0 && clock.IsOver())
            {
                throw new RuleTimeoutException(Rule.Name);
            }
        }

        if (state is not null && !state.Complete && !final)
        {
            return new Finding(FindingKind.Open, start, text.Length, this);
        }

        if (state is not null && (state.Complete || Automaton.Step(state, CharClasses.End).Accepts) && at > start)
        {
            ends[found++ % MostEnds] = at;
        }

        // A check sees no more than the pattern has read, so that it decides the same however the text is cut.
        return Longest(text[..at], start, ends, found);
    }

    private Finding Longest(ReadOnlySpan<char> text, int start, ReadOnlySpan<int> ends, int found)
    {
        for (var i = found - 1; i >= Math.Max(0, found - MostEnds); i--)
        {
            var end = ends[i % MostEnds];
            if (Detector.Check is null || Detector.Check(text, start, end))
            {
                return new Finding(FindingKind.Match, start, end, this);
            }

            if (Detector.LongestOnly)
            {
                break;
            }
        }

        return default;
    }
}
