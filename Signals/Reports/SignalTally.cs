using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reports;

/// <summary>How many signals of each type a conversation has: what judgement, flag and summary go by.</summary>
public sealed class SignalTally
{
    private readonly int[] _types = new int[SignalTaxonomy.Types.Count];
    private readonly int[] _categories = new int[SignalTaxonomy.Categories.Count];

    /// <summary>Counts the signals.</summary>
    public SignalTally(IReadOnlyList<SignalInstance> signals)
    {
        foreach (var signal in signals)
        {
            _types[(int)signal.Type]++;
            _categories[(int)signal.Type.Category]++;
        }
    }

    /// <summary>How many signals are of the type.</summary>
    public int CountOf(SignalType type) => _types[(int)type];

    /// <summary>How many signals are of the category.</summary>
    public int CountOf(SignalCategory category) => _categories[(int)category];

    /// <summary>How serious the count of the category is.</summary>
    public int SeverityOf(SignalCategory category) => SeverityOf(CountOf(category));

    /// <summary>How serious a count is, from 0 to 3: none, 1 or 2, 3 or 4, 5 or more.</summary>
    public static int SeverityOf(int count) => count switch
    {
        0 => 0,
        <= 2 => 1,
        <= 4 => 2,
        _ => 3,
    };
}
