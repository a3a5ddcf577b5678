using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Reference;
using LlmAspire.Signals.Refined;

namespace LlmAspire.Signals.Analysis;

/// <summary>Makes the analyzer of a mode.</summary>
public static class SignalAnalyzers
{
    /// <summary>An analyzer with its pack loaded and its patterns compiled: make one and keep it.</summary>
    /// <exception cref="SignalPackException">The pack is missing or cannot be used.</exception>
    public static IConversationAnalyzer Create(AnalyzerOptions options) =>
        options.Mode == SignalsMode.Reference ? ReferenceAnalyzer.Load(options.ReferencePack) : new RefinedAnalyzer(options);
}
