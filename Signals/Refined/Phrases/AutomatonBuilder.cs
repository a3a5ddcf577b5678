namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>Turns a pattern into positions and the positions that may follow each (Glushkov's construction).</summary>
internal sealed class AutomatonBuilder
{
    /// <summary>The positions, in the order written.</summary>
    public List<PatternSlot> Slots { get; } = [];

    /// <summary>For each position the positions that may come next.</summary>
    public List<UInt128> Follow { get; } = [];

    /// <summary>Adds a part.</summary>
    /// <returns>The positions it can start and end with, and whether it can be nothing at all.</returns>
    public (UInt128 First, UInt128 Last, bool CanBeEmpty) Add(PatternNode node) => node switch
    {
        SlotNode slot => AddSlot(slot.Slot),
        OptionalNode optional => Add(optional.Part) with { CanBeEmpty = true },
        ChoiceNode choice => AddChoice(choice),
        SequenceNode sequence => AddSequence(sequence),
        _ => throw new InvalidOperationException($"There is no such part of a pattern: {node.GetType().Name}."),
    };

    private (UInt128 First, UInt128 Last, bool CanBeEmpty) AddSlot(PatternSlot slot)
    {
        // More than the most positions are reported by the caller, who knows the pattern's text.
        var bit = Slots.Count < PhrasePattern.MaxSlots ? UInt128.One << Slots.Count : 0;
        Slots.Add(slot);
        Follow.Add(0);
        return (bit, bit, false);
    }

    private (UInt128 First, UInt128 Last, bool CanBeEmpty) AddChoice(ChoiceNode choice)
    {
        var (first, last, canBeEmpty) = (UInt128.Zero, UInt128.Zero, false);
        foreach (var part in choice.Parts)
        {
            var ends = Add(part);
            first |= ends.First;
            last |= ends.Last;
            canBeEmpty |= ends.CanBeEmpty;
        }

        return (first, last, canBeEmpty);
    }

    private (UInt128 First, UInt128 Last, bool CanBeEmpty) AddSequence(SequenceNode sequence)
    {
        var (first, last, canBeEmpty) = (UInt128.Zero, UInt128.Zero, true);
        foreach (var part in sequence.Parts)
        {
            var ends = Add(part);
            for (var rest = last; rest != 0; rest &= rest - 1)
            {
                Follow[(int)UInt128.TrailingZeroCount(rest)] |= ends.First;
            }

            first |= canBeEmpty ? ends.First : 0;
            last = ends.CanBeEmpty ? last | ends.Last : ends.Last;
            canBeEmpty &= ends.CanBeEmpty;
        }

        return (first, last, canBeEmpty);
    }
}
