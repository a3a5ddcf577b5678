using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Reference;

/// <summary>
/// Reference mode: the rules of the reference analyzer, quirks included, over its pack. What they overlook and where they raise false alarms
/// is theirs; Refined mode is the one to use for triage.
/// </summary>
public sealed class ReferenceAnalyzer : IConversationAnalyzer
{
    private static readonly ReferenceRules Rules = new();

    private readonly int _maxRows;
    private readonly int _lookback;
    private readonly FactReader _facts;
    private readonly StagnationDetector _stagnation;
    private readonly IReferenceDetector[] _detectors;

    private ReferenceAnalyzer(ReferencePack pack)
    {
        _maxRows = pack.Thresholds.MaxMessages;
        _lookback = pack.Thresholds.RepetitionLookbackSameRole;
        _facts = new FactReader(pack);
        _stagnation = new StagnationDetector(pack);
        _detectors =
        [
            new MisalignmentDetector(pack),
            _stagnation,
            new DisengagementDetector(pack),
            new SatisfactionDetector(pack),
            new ResultDetector(),
            new LoopDetector(pack),
        ];
    }

    /// <inheritdoc/>
    public SignalsMode Mode => SignalsMode.Reference;

    /// <summary>Loads the reference's pack and makes the analyzer.</summary>
    /// <param name="packPath">The path of the pack's JSON file.</param>
    /// <exception cref="SignalPackException">There is no path, no such file, or the file is no such pack.</exception>
    public static ReferenceAnalyzer Load(string? packPath) => new(ReferencePack.Load(packPath));

    /// <inheritdoc/>
    public AnalysisState CreateState() => new RowMemory<RowFacts>();

    /// <inheritdoc/>
    public ConversationReport Analyze(Conversation conversation) => Analyze(conversation, CreateState());

    /// <inheritdoc/>
    public ConversationReport Analyze(Conversation conversation, AnalysisState state)
    {
        var memory = state as RowMemory<RowFacts> ?? throw new ArgumentException("The state is of another analyzer.", nameof(state));
        var rows = conversation.Rows;
        var offset = Math.Max(rows.Count - _maxRows, 0);
        memory.ForgetBefore(offset);
        var facts = new RowFacts[rows.Count - offset];
        for (var place = 0; place < facts.Length; place++)
        {
            facts[place] = memory.Of(offset + place, rows[offset + place], _facts.Read);
        }

        var window = new ReferenceWindow(rows, offset, facts);
        var found = new List<SignalInstance>();
        foreach (var detector in _detectors)
        {
            detector.Detect(window, found);
        }

        Release(window);
        return ConversationReport.Create(found, _stagnation.Measure(window), Rules);
    }

    // What the next rows will be compared with stays: the last ones of each party.
    private void Release(ReferenceWindow window)
    {
        foreach (var party in (ReadOnlySpan<RowKind>)[RowKind.Human, RowKind.Assistant])
        {
            foreach (var (_, speech) in window.SpeechOf(party).SkipLast(Math.Max(_lookback, 1)))
            {
                speech.Release();
            }
        }
    }
}
