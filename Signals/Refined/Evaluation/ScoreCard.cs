using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Evaluation;

/// <summary>How well an analyzer does on labelled conversations.</summary>
/// <remarks>
/// Per type a conversation counts once: it has the type or not, the analyzer reports it or not. The instance tallies are stricter: type
/// and message
/// index must both be equal.
/// </remarks>
public sealed class ScoreCard
{
    private readonly Tally[] _types = new Tally[SignalTaxonomy.Types.Count];
    private readonly Tally[] _instances = new Tally[SignalTaxonomy.Types.Count];

    /// <summary>Scores an analyzer.</summary>
    public ScoreCard(IConversationAnalyzer analyzer, IEnumerable<LabelledConversation> conversations)
    {
        foreach (var conversation in conversations)
        {
            Add(analyzer, conversation);
        }
    }

    /// <summary>How many conversations were scored.</summary>
    public int Conversations { get; private set; }

    /// <summary>The decision whether somebody should look.</summary>
    public Tally Flag { get; private set; }

    /// <summary>Conversations without a problem label.</summary>
    public int Clean { get; private set; }

    /// <summary>Those of them on which a problem is reported all the same.</summary>
    public int FalselyAlarmed { get; private set; }

    /// <summary>Where the analyzer and the labels differ: the conversation, the type and whether it was missed.</summary>
    public List<(string Id, SignalType? Type, bool IsMissed)> Differences { get; } = [];

    /// <summary>The tally over conversations of a type.</summary>
    public Tally OfType(SignalType type) => _types[(int)type];

    /// <summary>The tally over instances of a type.</summary>
    public Tally OfInstances(SignalType type) => _instances[(int)type];

    /// <summary>The sums over all types: over conversations and over instances.</summary>
    public (Tally Conversations, Tally Instances) Sums => (_types.Aggregate(static (sum, one) => sum + one), _instances.Aggregate(static (sum, one) => sum + one));

    /// <summary>The plain mean of F1 over the types that have at least one label, and how many these are.</summary>
    public (double F1, int Types) MacroOverLabelled => Mean(_types.Where(static tally => tally.F1 is not null));

    /// <summary>The plain mean of F1 over all types that have a label or were reported; a type only reported counts 0.</summary>
    public (double F1, int Types) MacroOverAll => Mean(_types.Where(static tally => tally != default));

    /// <summary>The same mean as <see cref="MacroOverLabelled"/>, over instances.</summary>
    public (double F1, int Types) MacroOverInstances => Mean(_instances.Where(static tally => tally.F1 is not null));

    private static (double F1, int Types) Mean(IEnumerable<Tally> tallies)
    {
        var all = tallies.ToList();
        return (all.Count == 0 ? 0 : all.Average(static tally => tally.F1 ?? 0), all.Count);
    }

    private void Add(IConversationAnalyzer analyzer, LabelledConversation conversation)
    {
        Conversations++;
        var report = analyzer.Analyze(conversation.Conversation);
        var found = report.Signals.Select(static signal => (signal.Type, signal.MessageIndex)).ToHashSet();
        foreach (var type in SignalTaxonomy.Types)
        {
            var (isThere, isFound) = (conversation.Labels.Any(label => label.Type == type), found.Any(signal => signal.Type == type));
            _types[(int)type] += Tally.Of(isThere, isFound);
            _instances[(int)type] += new Tally(
                found.Count(signal => signal.Type == type && conversation.Labels.Contains(signal)),
                found.Count(signal => signal.Type == type && !conversation.Labels.Contains(signal)),
                conversation.Labels.Count(label => label.Type == type && !found.Contains(label)));
            if (isThere != isFound)
            {
                Differences.Add((conversation.Id, type, isThere));
            }
        }

        AddDecision(conversation, report.Flagged, found.Any(static signal => IsProblem(signal.Type)));
    }

    private void AddDecision(LabelledConversation conversation, bool isFlagged, bool hasProblem)
    {
        if (!conversation.Labels.Any(static label => IsProblem(label.Type)))
        {
            Clean++;
            FalselyAlarmed += hasProblem ? 1 : 0;
        }

        if (conversation.Flag is { } flag)
        {
            Flag += Tally.Of(flag, isFlagged);
            if (flag != isFlagged)
            {
                Differences.Add((conversation.Id, null, flag));
            }
        }
    }

    private static bool IsProblem(SignalType type) => type.Category != SignalCategory.Satisfaction;
}
