using System.Globalization;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>One block of a pack: a head line and the lines below it.</summary>
/// <param name="Head">The words of the head line.</param>
/// <param name="HeadNumber">The number of the head line.</param>
internal sealed record PackBlock(string[] Head, int HeadNumber)
{
    private static readonly string[] Kinds = ["write", "stop", "lead", "tail", "lexicon", "rule", "veto", "payload", "cue"];

    /// <summary>What the block is.</summary>
    public string Kind => Head[0];

    /// <summary>The name behind the kind; empty without one.</summary>
    public string Name => Head.Length > 1 ? Head[1] : "";

    /// <summary>The lines with their numbers.</summary>
    public List<(string Text, int Number)> Lines { get; } = [];

    /// <summary>Splits a pack into its blocks. What follows a <c>#</c> is a remark.</summary>
    public static List<PackBlock> Split(string text)
    {
        var blocks = new List<PackBlock>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var remark = line.IndexOf('#', StringComparison.Ordinal);
            var content = (remark < 0 ? line : line[..remark]).TrimEnd();
            if (content.Length == 0)
            {
                continue;
            }

            if (content[0] != ' ')
            {
                blocks.Add(Open(content, number));
            }
            else if (blocks.Count > 0)
            {
                blocks[^1].Lines.Add((content.Trim(), number));
            }
        }

        return blocks;
    }

    /// <summary>The rule that the block's patterns share.</summary>
    public PhraseRule ToRule(string pack, double defaultConfidence)
    {
        var kind = Enum.Parse<PhraseRuleKind>(Kind == "rule" ? nameof(PhraseRuleKind.Signal) : Kind, ignoreCase: true);
        var isTyped = kind is PhraseRuleKind.Signal or PhraseRuleKind.Veto;
        var type = SignalType.Correction;
        if (isTyped && !SignalTaxonomy.Types.Any(known => known.ShortName == Name && (type = known) == known))
        {
            throw new FormatException($"there is no signal type '{Name}'");
        }

        var rest = Head.Skip(isTyped ? 3 : 2).ToList();
        var confidence = rest.Find(word => char.IsAsciiDigit(word[0]));
        var conditions = rest.Where(word => word != confidence).Aggregate(RuleConditions.None, (all, word) => all | ParseCondition(word));
        var ruleName = isTyped ? Head.ElementAtOrDefault(2) ?? throw new FormatException("a rule needs a name") : Name;
        return new PhraseRule(
            kind == PhraseRuleKind.Cue ? Name : $"{pack}/{ruleName}",
            kind,
            type,
            conditions,
            confidence is null ? defaultConfidence : double.Parse(confidence, CultureInfo.InvariantCulture));
    }

    private static PackBlock Open(string head, int number)
    {
        var block = new PackBlock(head.Split(' ', StringSplitOptions.RemoveEmptyEntries), number);
        return Kinds.Contains(block.Kind)
            ? block
            : throw new SignalPackException($"Line {number} opens a block '{block.Kind}'; allowed are {string.Join(", ", Kinds)}.");
    }

    private static RuleConditions ParseCondition(string word) => Enum.TryParse<RuleConditions>(word, ignoreCase: true, out var condition)
        ? condition
        : throw new FormatException($"'{word}' is no condition; there are {string.Join(", ", Enum.GetNames<RuleConditions>().Skip(1)).ToLowerInvariant()}");
}
