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

    private IConversationAnalyzer _analyzer = null!;
    private Conversation _one = null!;
    private Conversation _other = null!;
    private AnalysisState _state = null!;
    private bool _turn;

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
        _one = SampleConversation.OfRows(50, lastTurn: 1);
        _other = SampleConversation.OfRows(50, lastTurn: 2);
        _state = _analyzer.CreateState();
    }

    /// <summary>Everything anew.</summary>
    [Benchmark(Baseline = true)]
    public ConversationReport Whole() => _analyzer.Analyze(_one);

    /// <summary>The state has all rows but those of the last turn.</summary>
    [Benchmark]
    public ConversationReport FurtherTurn()
    {
        _turn = !_turn;
        return _analyzer.Analyze(_turn ? _one : _other, _state);
    }
}
