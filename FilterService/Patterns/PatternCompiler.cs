namespace LlmAspire.FilterService.Patterns;

/// <summary>Turns a parsed pattern into steps (Thompson's construction), counted repetitions written out.</summary>
internal sealed class PatternCompiler
{
    /// <summary>The step that accepts; every program has one, here.</summary>
    public const int AcceptPlace = 0;

    /// <summary>The longest program; a pattern that needs more is refused.</summary>
    private const int MostInstructions = 200_000;

    private readonly List<Instruction> _program = [new(InstructionKind.Accept, 0)];

    private PatternCompiler()
    {
    }

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">The parsed pattern.</param>
    /// <returns>The steps, and the one to begin with.</returns>
    /// <exception cref="PatternException">The pattern is too long, or looks back elsewhere than at its beginning.</exception>
    public static (Instruction[] Program, int Start) Compile(PatternNode pattern)
    {
        var compiler = new PatternCompiler();
        var start = compiler.Emit(pattern, AcceptPlace, atStart: true);
        return ([.. compiler._program], start);
    }

    // Emitted from the end to the beginning, so that every step knows the one that follows.
    private int Emit(PatternNode node, int next, bool atStart) => node.Kind switch
    {
        PatternNodeKind.Set => Add(new Instruction(InstructionKind.Set, next, Set: node.Set)),
        PatternNodeKind.Sequence => EmitSequence(node.Parts!, next, atStart),
        PatternNodeKind.Choice => node.Parts!.Reverse().Select(part => Emit(part, next, atStart)).ToArray().Aggregate(Fork),
        PatternNodeKind.Repeat => EmitRepeat(node, next),
        PatternNodeKind.NotNext => Add(new Instruction(InstructionKind.NotNext, next, Set: node.Set)),
        PatternNodeKind.NotPrevious when atStart => Add(new Instruction(InstructionKind.NotPrevious, next, Set: node.Set)),
        PatternNodeKind.NotPrevious => throw new PatternException("'(?<!...)' may only stand at the beginning"),
        PatternNodeKind.WordBoundary => Add(new Instruction(InstructionKind.WordBoundary, next)),
        PatternNodeKind.NotWordBoundary => Add(new Instruction(InstructionKind.NotWordBoundary, next)),
        PatternNodeKind.TextStart => Add(new Instruction(InstructionKind.TextStart, next)),
        _ => Add(new Instruction(InstructionKind.TextEnd, next)),
    };

    private int EmitSequence(IReadOnlyList<PatternNode> parts, int next, bool atStart)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            next = Emit(parts[i], next, atStart && i == 0);
        }

        return next;
    }

    private int EmitRepeat(PatternNode node, int next)
    {
        var part = node.Parts![0];
        if (node.Most == PatternNode.Unlimited)
        {
            var loop = Add(default);
            _program[loop] = new Instruction(InstructionKind.Fork, Emit(part, loop, atStart: false), next);
            next = loop;
        }
        else
        {
            var after = next;
            for (var i = node.Least; i < node.Most; i++)
            {
                next = Add(new Instruction(InstructionKind.Fork, Emit(part, next, atStart: false), after));
            }
        }

        for (var i = 0; i < node.Least; i++)
        {
            next = Emit(part, next, atStart: false);
        }

        return next;
    }

    private int Fork(int one, int other) => Add(new Instruction(InstructionKind.Fork, one, other));

    private int Add(Instruction instruction)
    {
        if (_program.Count >= MostInstructions)
        {
            throw new PatternException($"the pattern is too long once its repetitions are written out ({MostInstructions} steps at most)");
        }

        _program.Add(instruction);
        return _program.Count - 1;
    }
}
