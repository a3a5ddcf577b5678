namespace LlmAspire.Signals.Reference;

/// <summary>The numbers of the reference's pack, named as in its file.</summary>
internal sealed record ReferenceThresholds
{
    public required float CharTrigramJaccard { get; init; }

    public required float TokenCosine { get; init; }

    public required int MaxMessageLength { get; init; }

    public required int MaxMessages { get; init; }

    public required int BaselineTurns { get; init; }

    public required float EfficiencyDecay { get; init; }

    public required float DraggingEfficiencyBelow { get; init; }

    public required int RepetitionLookbackSameRole { get; init; }

    public required int RepetitionMinTokens { get; init; }

    public required float RepetitionExact { get; init; }

    public required float RepetitionNearDuplicate { get; init; }

    public required int RephraseMaxIndexGap { get; init; }

    public required float RephraseOverlap { get; init; }

    public required int RephraseMinMeaningfulTokens { get; init; }

    public required float RephraseMaxNewContentRatio { get; init; }

    public required int RephraseMinTokens { get; init; }

    public required double RephraseConfidence { get; init; }

    public required int AllCapsMinLetters { get; init; }

    public required float AllCapsUpperRatio { get; init; }

    /// <summary>Patterns of repeated question marks, of repeated exclamation marks, and of both mixed.</summary>
    public required IReadOnlyList<string> ExcessivePunctuation { get; init; }

    public required int RetryRun { get; init; }

    public required int ParameterDriftRun { get; init; }

    public required int ParameterDriftMinUniqueArgs { get; init; }

    public required int OscillationCycles { get; init; }

    public required int OscillationShortest { get; init; }

    public required int OscillationLongest { get; init; }
}
