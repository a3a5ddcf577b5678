using LlmAspire.Signals.Packs;

namespace LlmAspire.Signals.Analysis;

/// <summary>Makes the analyzer of a mode.</summary>
public static class SignalAnalyzers
{
    /// <summary>An analyzer with its pack loaded and its patterns compiled: make one and keep it.</summary>
    /// <exception cref="SignalPackException">The pack is missing or cannot be used.</exception>
    public static IConversationAnalyzer Create(AnalyzerOptions options) => options.Mode switch
    {
        SignalsMode.Refined => new Refined.RefinedAnalyzer(options),
        _ => throw new SignalPackException($"Mode '{options.Mode}' is not built in."),
    };
}
