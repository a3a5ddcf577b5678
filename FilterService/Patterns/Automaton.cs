namespace LlmAspire.FilterService.Patterns;

/// <summary>
/// A pattern as a machine that takes one character at a time and never goes back: its time is linear in the text, and after every character
/// it is known whether more text could still become a match. States are made when first needed and shared. Thread-safe.
/// </summary>
internal sealed class Automaton
{
    /// <summary>Beyond this many states further ones are made anew each time: slower, but the memory stays bounded.</summary>
    private const int MostStates = 10_000;

    private readonly Instruction[] _program;
    private readonly int _start;
    private readonly CharClasses _classes;
    private readonly Lock _making = new();
    private readonly Dictionary<string, AutomatonState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<int, AutomatonState?> _starts = [];
    private readonly AutomatonState?[] _startOf;

    /// <summary>Makes the machine of a compiled pattern.</summary>
    /// <param name="compiled">The pattern's steps and the one to begin with.</param>
    /// <param name="classes">Classes that tell the pattern's sets apart.</param>
    public Automaton((Instruction[] Program, int Start) compiled, CharClasses classes)
    {
        (_program, _start) = compiled;
        _classes = classes;
        var looksBack = _program.Any(step => step.Kind == InstructionKind.NotPrevious);
        _startOf = [.. Enumerable.Range(0, classes.Count).Select(previous => StartBehind(previous, looksBack))];
    }

    /// <summary>The place to begin at.</summary>
    /// <param name="previousClass">The class of the character before; <see cref="CharClasses.End"/> at the beginning of a text.</param>
    /// <returns>The state, or null when nothing can match behind such a character.</returns>
    public AutomatonState? Start(int previousClass) => _startOf[previousClass];

    /// <summary>Takes one character.</summary>
    /// <param name="state">Where the machine stands.</param>
    /// <param name="charClass">The character's class.</param>
    /// <returns>What it does.</returns>
    public AutomatonStep Step(AutomatonState state, int charClass) => state.Known(charClass) ?? Make(state, charClass);

    // A program that does not look back can tell apart only what its word boundaries need, so that few starts are made.
    private AutomatonState? StartBehind(int previousClass, bool looksBack)
    {
        var key = looksBack ? previousClass : -1 - (int)BeforeOf(previousClass);
        if (!_starts.TryGetValue(key, out var start))
        {
            start = MakeStart(previousClass);
            _starts.Add(key, start);
        }

        return start;
    }

    private AutomatonState? MakeStart(int previousClass)
    {
        var previous = _classes.MemberOf(previousClass);
        var places = new SortedSet<int>();
        var open = new Stack<int>([_start]);
        while (open.TryPop(out var place))
        {
            var step = _program[place];
            if (step.Kind == InstructionKind.Fork)
            {
                open.Push(step.Next);
                open.Push(step.Other);
            }
            else if (step.Kind != InstructionKind.NotPrevious)
            {
                places.Add(place);
            }
            else if (!step.Set!.Contains(previous))
            {
                open.Push(step.Next);
            }
        }

        return places.Count == 0 ? null : Intern([.. places], BeforeOf(previousClass));
    }

    private AutomatonState.Before BeforeOf(int previousClass) =>
        previousClass == CharClasses.End ? AutomatonState.Before.Nothing
        : CharSet.Words.Contains(_classes.MemberOf(previousClass)) ? AutomatonState.Before.Word : AutomatonState.Before.Other;

    private AutomatonStep Make(AutomatonState state, int charClass)
    {
        lock (_making)
        {
            var character = _classes.MemberOf(charClass);
            var accepts = false;
            var next = new SortedSet<int>();
            var seen = new HashSet<int>();
            var open = new Stack<int>(state.Places);
            while (open.TryPop(out var place))
            {
                if (!seen.Add(place))
                {
                    continue;
                }

                var step = _program[place];
                if (step.Kind == InstructionKind.Fork)
                {
                    open.Push(step.Next);
                    open.Push(step.Other);
                }
                else if (step.Kind == InstructionKind.Accept)
                {
                    accepts = true;
                }
                else if (step.Kind == InstructionKind.Set)
                {
                    if (step.Set!.Contains(character))
                    {
                        next.Add(step.Next);
                    }
                }
                else if (Holds(step, state.Previous, character))
                {
                    open.Push(step.Next);
                }
            }

            var made = new AutomatonStep(accepts, next.Count == 0 ? null : Intern([.. next], BeforeOf(charClass)));
            if (_states.Count < MostStates)
            {
                state.Learn(charClass, made);
            }

            return made;
        }
    }

    private static bool Holds(Instruction step, AutomatonState.Before previous, char next)
    {
        var boundary = (previous == AutomatonState.Before.Word) != CharSet.Words.Contains(next);
        return step.Kind switch
        {
            InstructionKind.NotNext => !step.Set!.Contains(next),
            InstructionKind.WordBoundary => boundary,
            InstructionKind.NotWordBoundary => !boundary,
            InstructionKind.TextStart => previous == AutomatonState.Before.Nothing,
            _ => next == CharSet.End,
        };
    }

    private AutomatonState Intern(int[] places, AutomatonState.Before previous)
    {
        var key = $"{(int)previous}:{string.Join(',', places)}";
        if (!_states.TryGetValue(key, out var state))
        {
            state = new AutomatonState(places, previous, _classes.Count);
            if (_states.Count < MostStates)
            {
                _states.Add(key, state);
            }
        }

        return state;
    }
}
