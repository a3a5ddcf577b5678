using System.Text.Json;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>Reads the reference's pack out of its JSON file, every member that the engine uses checked.</summary>
internal static class ReferencePackReader
{
    private static readonly (PhraseList List, string Id)[] PhraseIds =
    [
        (PhraseList.Correction, "interaction.misalignment.correction"),
        (PhraseList.Rephrase, "interaction.misalignment.rephrase"),
        (PhraseList.Clarification, "interaction.misalignment.clarification"),
        (PhraseList.Escalation, "interaction.disengagement.escalation"),
        (PhraseList.Quit, "interaction.disengagement.quit"),
        (PhraseList.Profanity, "interaction.disengagement.negative_stance#profanity"),
        (PhraseList.Complaint, "interaction.disengagement.negative_stance#complaint"),
        (PhraseList.Gratitude, "interaction.satisfaction.gratitude"),
        (PhraseList.Confirmation, "interaction.satisfaction.confirmation"),
        (PhraseList.Success, "interaction.satisfaction.success"),
    ];

    // The reference is surer of a bad query when the result also has a word of failure; the pack says so in words.
    private const double ConfidenceInWords = 0.8;

    public static ReferencePack Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(new PackNode(path, "", document.RootElement));
        }
        catch (JsonException exception)
        {
            throw new SignalPackException($"Signal pack '{path}' is no valid JSON: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SignalPackException($"Signal pack '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    private static ReferencePack Read(PackNode root)
    {
        var types = root["types"];
        var lexicons = root["lexicons"];
        return new ReferencePack
        {
            Phrases = PhraseIds.ToDictionary(static list => list.List, list => types[list.Id]["patterns"].Texts()),
            Failures = Patterns(types, SignalCategory.Failure),
            Exhaustions = Patterns(types, SignalCategory.Exhaustion),
            PositivePrefixes = lexicons["positive_prefixes"].Texts(),
            ConfirmationPrefixes = lexicons["confirmation_prefixes"].Texts(),
            Stopwords = lexicons["stopwords"].Texts(),
            Thresholds = Thresholds(root["thresholds"]),
        };
    }

    private static PatternList[] Patterns(PackNode types, SignalCategory category) =>
    [
        .. SignalTaxonomy.Types
            .Where(type => type.Category == category)
            .Select(type => Patterns(type, types[type.Id]))
            .OrderBy(static list => list.Order),
    ];

    private static PatternList Patterns(SignalType type, PackNode node) => new(
        type,
        node["order"].Whole(),
        node["confidence"].IsNumber ? node["confidence"].Number() : ConfidenceInWords,
        node["patterns"].Texts());

    private static ReferenceThresholds Thresholds(PackNode node)
    {
        var rephrase = node["semantic_rephrase"];
        var caps = node["all_caps"];
        var (shortest, longest) = node["oscillation_pattern_length"].Range();
        return new ReferenceThresholds
        {
            CharTrigramJaccard = (float)node["char_trigram_jaccard"].Number(),
            TokenCosine = (float)node["token_cosine"].Number(),
            MaxMessageLength = node["max_message_length"].Whole(),
            MaxMessages = node["max_messages"].Whole(),
            BaselineTurns = node["baseline_turns"].Whole(),
            EfficiencyDecay = (float)node["efficiency_decay"].Number(),
            DraggingEfficiencyBelow = (float)node["dragging_efficiency_below"].Number(),
            RepetitionLookbackSameRole = node["repetition_lookback_same_role"].Whole(),
            RepetitionMinTokens = node["repetition_min_tokens"].Whole(),
            RepetitionExact = (float)node["repetition_exact"].Number(),
            RepetitionNearDuplicate = (float)node["repetition_near_duplicate"].Number(),
            RephraseMaxIndexGap = rephrase["max_index_gap"].Whole(),
            RephraseOverlap = (float)rephrase["overlap"].Number(),
            RephraseMinMeaningfulTokens = rephrase["min_meaningful_tokens"].Whole(),
            RephraseMaxNewContentRatio = (float)rephrase["max_new_content_ratio"].Number(),
            RephraseMinTokens = rephrase["min_tokens"].Whole(),
            RephraseConfidence = rephrase["confidence"].Number(),
            AllCapsMinLetters = caps["min_letters"].Whole(),
            AllCapsUpperRatio = (float)caps["upper_ratio"].Number(),
            ExcessivePunctuation = node["excessive_punctuation"].Texts(exactly: 3),
            RetryRun = node["retry_run"].Whole(),
            ParameterDriftRun = node["parameter_drift_run"].Whole(),
            ParameterDriftMinUniqueArgs = node["parameter_drift_min_unique_args"].Whole(),
            OscillationCycles = node["oscillation_cycles"].Whole(),
            OscillationShortest = shortest,
            OscillationLongest = longest,
        };
    }
}
