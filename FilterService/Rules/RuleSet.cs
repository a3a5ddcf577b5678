using System.Numerics;
using LlmAspire.FilterService.Patterns;

namespace LlmAspire.FilterService.Rules;

/// <summary>
/// The rules of one filter as one search. The leftmost match counts, of several there the longest, of equally long ones the rule that
/// stands first; matches that overlap are one. Time is linear in the text. Thread-safe.
/// </summary>
internal sealed class RuleSet
{
    /// <summary>The most detectors of one filter: one bit each.</summary>
    public const int MostDetectors = 64;

    private readonly RuleMachine[] _machines;
    private readonly CharClasses _classes;
    private readonly ulong[] _behind;
    private readonly ulong[] _from;

    /// <summary>Makes rules ready.</summary>
    /// <param name="rules">The rules in order; at most <see cref="MostDetectors"/> detectors.</param>
    public RuleSet(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        _classes = new CharClasses(rules.SelectMany(rule => rule.Detectors).SelectMany(SetsOf));
        _machines = [.. rules.SelectMany(rule => rule.Detectors.Select(detector => new RuleMachine(rule, detector, _classes)))];
        _behind = Masks((machine, charClass) => machine.Automaton.Start(charClass) is not null);
        _from = Masks(CanBeginWith);
    }

    /// <summary>The rules in order.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Finds the first match or open match.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; what stands before is context.</param>
    /// <param name="final">Whether the text ends here; otherwise more may follow.</param>
    /// <returns>What was found first.</returns>
    public Finding Find(ReadOnlySpan<char> text, int from, bool final)
    {
        var previous = from == 0 ? CharClasses.End : _classes.Of(text[from - 1]);
        for (var start = from; start < text.Length; start++)
        {
            var current = _classes.Of(text[start]);
            var candidates = _behind[previous] & _from[current];
            previous = current;
            if (candidates != 0 && FindAt(text, start, candidates, final) is { Kind: not FindingKind.Nothing } found)
            {
                return found.Kind == FindingKind.Open ? found : WithOverlaps(text, found, final);
            }
        }

        return default;
    }

    /// <summary>Finds the first open match that is telling.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; what stands before is context.</param>
    /// <returns>The open match, or nothing.</returns>
    public Finding FindTelling(ReadOnlySpan<char> text, int from)
    {
        for (var start = from; start < text.Length; start++)
        {
            foreach (var machine in _machines)
            {
                if (machine.Detector.IsTelling(text[start..])
                    && machine.Detector.Gate?.Invoke(text[..start]) != false
                    && machine.MatchAt(text, start, final: false) is { Kind: FindingKind.Open } open)
                {
                    return open;
                }
            }
        }

        return default;
    }

    /// <summary>Takes one character of what is redacted behind a match.</summary>
    /// <param name="automaton">The machine that finds the end.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="character">The character.</param>
    /// <returns>What it does.</returns>
    public AutomatonStep Step(Automaton automaton, AutomatonState state, char character) => automaton.Step(state, _classes.Of(character));

    /// <summary>Where a machine stands after a text.</summary>
    /// <param name="automaton">The machine.</param>
    /// <param name="text">The text.</param>
    /// <param name="start">Where to begin.</param>
    /// <returns>The state, or null when no longer text can match.</returns>
    public AutomatonState? After(Automaton automaton, ReadOnlySpan<char> text, int start)
    {
        var state = automaton.Start(start == 0 ? CharClasses.End : _classes.Of(text[start - 1]));
        for (; state is not null && start < text.Length; start++)
        {
            state = automaton.Step(state, _classes.Of(text[start])).Next;
        }

        return state;
    }

    private Finding FindAt(ReadOnlySpan<char> text, int start, ulong candidates, bool final)
    {
        Finding best = default;
        for (; candidates != 0; candidates &= candidates - 1)
        {
            var machine = _machines[BitOperations.TrailingZeroCount(candidates)];
            if (machine.Detector.Gate is { } gate && !gate(text[..start]))
            {
                continue;
            }

            var found = machine.MatchAt(text, start, final);
            if (found.Kind == FindingKind.Open)
            {
                return found;
            }

            if (found.Kind == FindingKind.Match && found.End > best.End)
            {
                best = found;
            }
        }

        return best;
    }

    // Of two matches that overlap neither may leave a part behind; a rule that blocks wins.
    private Finding WithOverlaps(ReadOnlySpan<char> text, Finding match, bool final)
    {
        for (var start = match.Start + 1; start < match.End; start++)
        {
            var candidates = _behind[_classes.Of(text[start - 1])] & _from[_classes.Of(text[start])];
            if (candidates == 0)
            {
                continue;
            }

            var inner = FindAt(text, start, candidates, final);
            if (inner.Kind == FindingKind.Open)
            {
                return new Finding(FindingKind.Open, match.Start, text.Length, match.Machine);
            }

            if (inner.Kind == FindingKind.Match && inner.End > match.End)
            {
                match = match with { End = inner.End };
            }

            if (inner.Kind == FindingKind.Match && inner.Machine!.Rule.Action == RuleAction.Block)
            {
                match = match with { Machine = inner.Machine };
            }
        }

        return match;
    }

    private ulong[] Masks(Func<RuleMachine, int, bool> belongs)
    {
        var masks = new ulong[_classes.Count];
        for (var charClass = 0; charClass < masks.Length; charClass++)
        {
            for (var machine = 0; machine < _machines.Length; machine++)
            {
                masks[charClass] |= belongs(_machines[machine], charClass) ? 1UL << machine : 0;
            }
        }

        return masks;
    }

    private bool CanBeginWith(RuleMachine machine, int charClass) => Enumerable.Range(0, _classes.Count)
        .Select(machine.Automaton.Start).OfType<AutomatonState>().Distinct()
        .Any(state => machine.Automaton.Step(state, charClass).Next is not null);

    private static IEnumerable<CharSet> SetsOf(Detector detector) =>
        SetsOf(detector.Pattern).Concat(detector.RedactUntil is null ? [] : SetsOf(detector.RedactUntil));

    private static IEnumerable<CharSet> SetsOf(PatternNode node) =>
        (node.Set is null ? [] : new[] { node.Set }).Concat((node.Parts ?? []).SelectMany(SetsOf));
}
