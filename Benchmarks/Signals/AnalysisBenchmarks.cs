using BenchmarkDotNet.Attributes;
using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Benchmarks.Signals;

/// <summary>
/// The analysis of a conversation of 50 rows as a whole, and of one further turn of it with the state of the turns before. Reference mode needs
/// the path of the reference's pack in the environment variable <c>SIGNALS_REFERENCE_PACK</c>; without it only Refined mode is measured.
/// </summary>
[MemoryDiagnoser]
public class AnalysisBenchmarks
{
    private const string PackVariable = "SIGNALS_REFERENCE_PACK";

    private const int Turns = 25;

    private IConversationAnalyzer _analyzer = null!;
    private Conversation[] _turns = null!;

    /// <summary>The modes that can be measured.</summary>
    public static IEnumerable<SignalsMode> Modes =>
        Environment.GetEnvironmentVariable(PackVariable) is null ? [SignalsMode.Refined] : [SignalsMode.Refined, SignalsMode.Reference];

    /// <summary>The mode.</summary>
    [ParamsSource(nameof(Modes))]
    public SignalsMode Mode { get; set; }

    /// <summary>Loads the pack and makes the conversations.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _analyzer = SignalAnalyzers.Create(
            new AnalyzerOptions { Mode = Mode, ReferencePack = Environment.GetEnvironmentVariable(PackVariable) });
        var whole = SampleConversation.OfRows(2 * Turns);
        _turns = [.. Enumerable.Range(1, Turns).Select(turn => new Conversation([.. whole.Rows.Take(2 * turn)]))];
    }

    /// <summary>A conversation of 50 rows, everything anew.</summary>
    [Benchmark(Baseline = true)]
    public ConversationReport Whole() => _analyzer.Analyze(_turns[^1]);

    /// <summary>One turn of two rows, on average over the conversation's 25, each with the state of those before.</summary>
    [Benchmark(OperationsPerInvoke = Turns)]
    public ConversationReport FurtherTurn()
    {
        var state = _analyzer.CreateState();
        ConversationReport report = null!;
        foreach (var conversation in _turns)
        {
            report = _analyzer.Analyze(conversation, state);
        }

        return report;
    }
}
