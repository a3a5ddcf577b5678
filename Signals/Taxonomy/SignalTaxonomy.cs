using System.Collections.Frozen;

namespace LlmAspire.Signals.Taxonomy;

/// <summary>The dotted ids, categories and layers of the signal types: the vocabulary of reports, attributes and files.</summary>
public static class SignalTaxonomy
{
    private static readonly string[] Ids =
    [
        "interaction.misalignment.correction",
        "interaction.misalignment.rephrase",
        "interaction.misalignment.clarification",
        "interaction.stagnation.dragging",
        "interaction.stagnation.repetition",
        "interaction.disengagement.escalation",
        "interaction.disengagement.quit",
        "interaction.disengagement.negative_stance",
        "interaction.satisfaction.gratitude",
        "interaction.satisfaction.confirmation",
        "interaction.satisfaction.success",
        "execution.failure.invalid_args",
        "execution.failure.tool_not_found",
        "execution.failure.auth_misuse",
        "execution.failure.state_error",
        "execution.failure.bad_query",
        "execution.loops.retry",
        "execution.loops.parameter_drift",
        "execution.loops.oscillation",
        "environment.exhaustion.rate_limit",
        "environment.exhaustion.api_error",
        "environment.exhaustion.timeout",
        "environment.exhaustion.network",
        "environment.exhaustion.malformed_response",
        "environment.exhaustion.context_overflow",
    ];

    private static readonly FrozenDictionary<string, SignalType> ById =
        Ids.Select((id, index) => KeyValuePair.Create(id, (SignalType)index)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All types, in the order of the taxonomy.</summary>
    public static IReadOnlyList<SignalType> Types { get; } = Enum.GetValues<SignalType>();

    /// <summary>All categories, in the order of the summary.</summary>
    public static IReadOnlyList<SignalCategory> Categories { get; } = Enum.GetValues<SignalCategory>();

    extension(SignalType type)
    {
        /// <summary>The full dotted id, such as <c>interaction.misalignment.correction</c>.</summary>
        public string Id => Ids[(int)type];

        /// <summary>The last part of the id, such as <c>correction</c>.</summary>
        public string ShortName => type.Id[(type.Id.LastIndexOf('.') + 1)..];

        /// <summary>The group the type is counted in.</summary>
        public SignalCategory Category => type switch
        {
            <= SignalType.Clarification => SignalCategory.Misalignment,
            <= SignalType.Repetition => SignalCategory.Stagnation,
            <= SignalType.NegativeStance => SignalCategory.Disengagement,
            <= SignalType.Success => SignalCategory.Satisfaction,
            <= SignalType.BadQuery => SignalCategory.Failure,
            <= SignalType.Oscillation => SignalCategory.Loops,
            _ => SignalCategory.Exhaustion,
        };
    }

    /// <summary>The type of a dotted id; false when there is none of that id.</summary>
    public static bool TryParse(string id, out SignalType type) => ById.TryGetValue(id, out type);
}
