namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// Puts "one of these" together with as few slots as possible: single words share one slot, sequences that start with the same word share
/// it.
/// </summary>
internal static class PatternChoice
{
    /// <summary>One of the parts.</summary>
    public static PatternNode Of(IReadOnlyList<PatternNode> parts)
    {
        var flat = parts.SelectMany(static part => part is ChoiceNode choice ? choice.Parts : [part]).ToList();
        var words = flat.OfType<SlotNode>().Where(static node => node.Slot.IsOfWords).ToList();
        var merged = Factored(flat.Where(static node => node is not SlotNode slot || !slot.Slot.IsOfWords));
        if (words.Count > 0)
        {
            merged.Insert(0, new SlotNode(PatternSlot.Merge([.. words.Select(static node => node.Slot)])!));
        }

        return merged.Count == 1 ? merged[0] : new ChoiceNode(merged);
    }

    private static List<PatternNode> Factored(IEnumerable<PatternNode> parts)
    {
        var result = new List<PatternNode>();
        foreach (var group in parts.GroupBy(FirstWord))
        {
            if (group.Key is null || group.Count() == 1)
            {
                result.AddRange(group);
                continue;
            }

            var sequences = group.Cast<SequenceNode>().ToList();
            result.Add(new SequenceNode([sequences[0].Parts[0], Of([.. sequences.Select(Rest)])]));
        }

        return result;
    }

    private static int? FirstWord(PatternNode part) => part is SequenceNode { Parts: [SlotNode first, _, ..] } ? first.Slot.OnlyWord : null;

    private static PatternNode Rest(SequenceNode sequence) =>
        sequence.Parts.Count == 2 ? sequence.Parts[1] : new SequenceNode([.. sequence.Parts.Skip(1)]);
}
