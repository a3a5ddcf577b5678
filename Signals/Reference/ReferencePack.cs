using LlmAspire.Signals.Packs;

namespace LlmAspire.Signals.Reference;

/// <summary>What the reference's pack holds: phrases and patterns by type, lexicons and thresholds. Loaded from a file, never shipped.</summary>
internal sealed class ReferencePack
{
    /// <summary>The phrases by list.</summary>
    public required IReadOnlyDictionary<PhraseList, IReadOnlyList<string>> Phrases { get; init; }

    /// <summary>The patterns of execution failures, in the order of trial.</summary>
    public required IReadOnlyList<PatternList> Failures { get; init; }

    /// <summary>The patterns of exhaustion, in the order of trial.</summary>
    public required IReadOnlyList<PatternList> Exhaustions { get; init; }

    /// <summary>Beginnings of texts that take the edge off repetition and punctuation.</summary>
    public required IReadOnlyList<string> PositivePrefixes { get; init; }

    /// <summary>Beginnings of texts that agree and so are no rephrase.</summary>
    public required IReadOnlyList<string> ConfirmationPrefixes { get; init; }

    /// <summary>Words that do not count in the comparison of two messages.</summary>
    public required IReadOnlyList<string> Stopwords { get; init; }

    /// <summary>The numbers.</summary>
    public required ReferenceThresholds Thresholds { get; init; }

    /// <summary>Loads the pack from a JSON file.</summary>
    /// <param name="path">The path of the file; null or empty when none is configured.</param>
    /// <exception cref="SignalPackException">There is no path, no such file, or the file is no such pack.</exception>
    public static ReferencePack Load(string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new SignalPackException(
                "Reference mode needs the reference's pack, which is not shipped: give the path of its JSON file (Gateway:Signals:ReferencePack, "
                + "or --reference-pack on the command line).");
        }

        return ReferencePackReader.Read(path);
    }
}
