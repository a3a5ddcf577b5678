using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Taxonomy;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>The analyzers by mode, each made when it is first asked for. Thread-safe.</summary>
internal sealed class AnalyzerCatalog
{
    private readonly Lazy<IConversationAnalyzer> _refined;
    private readonly Lazy<IConversationAnalyzer> _reference;
    private readonly SignalsMode _default;

    /// <summary>Makes analyzers as configured.</summary>
    /// <param name="options">The settings.</param>
    public AnalyzerCatalog(IOptions<SignalsOptions> options)
    {
        var settings = options.Value;
        _default = settings.Mode;
        _refined = new(() => SignalAnalyzers.Create(OptionsOf(settings, SignalsMode.Refined)));

        // One that failed may be asked for again: the pack may be there by then.
        _reference = new(
            () => SignalAnalyzers.Create(OptionsOf(settings, SignalsMode.Reference)), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The analyzer of the configured mode.</summary>
    public IConversationAnalyzer Default => Of(_default);

    /// <summary>Makes the analyzer of the configured mode.</summary>
    /// <exception cref="OptionsValidationException">Its pack is missing or cannot be used with these settings.</exception>
    public void Prove()
    {
        try
        {
            _ = Default;
        }
        catch (SignalPackException exception)
        {
            throw new OptionsValidationException(
                SignalsOptions.SectionName, typeof(SignalsOptions), [$"{SignalsOptions.SectionName}: {exception.Message}"]);
        }
    }

    /// <summary>The analyzer of a mode.</summary>
    /// <param name="mode">The mode; null for the configured one.</param>
    /// <returns>The analyzer.</returns>
    /// <exception cref="SignalPackException">Its pack is missing or cannot be used.</exception>
    public IConversationAnalyzer Of(SignalsMode? mode) =>
        (mode ?? _default) == SignalsMode.Reference ? _reference.Value : _refined.Value;

    /// <summary>What an analyzer is made from.</summary>
    /// <param name="settings">Valid settings.</param>
    /// <param name="mode">The mode.</param>
    /// <returns>The analyzer's options.</returns>
    public static AnalyzerOptions OptionsOf(SignalsOptions settings, SignalsMode mode) => new()
    {
        Mode = mode,
        ReferencePack = settings.ReferencePack,
        Languages = [.. settings.Languages],
        OwnPhrases = [.. settings.OwnPhrases.Select(own => new OwnPhrase(TypeOf(own.Type), own.Phrase))],
        DisabledTypes = [.. settings.DisabledTypes],
        Thresholds = new Dictionary<string, double>(settings.Thresholds, StringComparer.OrdinalIgnoreCase),
    };

    private static SignalType TypeOf(string id) =>
        SignalTaxonomy.TryParse(id, out var type) ? type : throw new ArgumentException($"'{id}' is no signal type.", nameof(id));
}
