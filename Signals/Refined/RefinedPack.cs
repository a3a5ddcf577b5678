using System.Reflection;
using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Refined.Phrases;

namespace LlmAspire.Signals.Refined;

/// <summary>The packs that ship in the assembly: one file a language for what users say, one for what tools return.</summary>
/// <remarks>
/// Reading them all takes some tenths of a second. They never change and what is made of them is read-only, so analyzers share it: it is
/// read once in a process, by whoever asks first, and again only for a choice of languages or phrases of a team's own.
/// </remarks>
internal static class RefinedPack
{
    private const string Prefix = "LlmAspire.Signals.Refined.Packs.";
    private const string Suffix = ".pack";
    private const string ToolsPack = "tools";

    private static readonly Lazy<(PhraseBook User, PhraseBook Assistant)> Shipped = new(static () => Read(new AnalyzerOptions()));
    private static readonly Lazy<PhraseBook> Tools = new(ReadTools);

    /// <summary>The languages there are packs for, as two letters.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        .. typeof(RefinedPack).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..^Suffix.Length])
            .Where(static name => name != ToolsPack)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The rules for what tools return.</summary>
    public static PhraseBook ToolPhrases => Tools.Value;

    /// <summary>
    /// The rules for what users say and those for what the assistant says, in the languages asked for, with a team's own
    /// phrases.
    /// </summary>
    /// <exception cref="SignalPackException">There is no such language, or a phrase cannot be read.</exception>
    public static (PhraseBook User, PhraseBook Assistant) Phrases(AnalyzerOptions options) =>
        options.Languages.Count == 0 && options.OwnPhrases.Count == 0 ? Shipped.Value : Read(options);

    private static (PhraseBook User, PhraseBook Assistant) Read(AnalyzerOptions options)
    {
        var reader = new PackReader();
        var packs = new List<(string Name, string Text)>();
        foreach (var language in options.Languages.Count == 0 ? Languages : options.Languages)
        {
            if (!Languages.Contains(language, StringComparer.OrdinalIgnoreCase))
            {
                throw new SignalPackException($"There is no pack for the language '{language}'; there are {string.Join(", ", Languages)}.");
            }

            packs.Add((language.ToLowerInvariant(), Text(language.ToLowerInvariant())));
        }

        reader.Read(packs);

        foreach (var phrase in options.OwnPhrases)
        {
            reader.AddOwn(phrase);
        }

        return (reader.ToBook(), reader.ToCueBook());
    }

    private static PhraseBook ReadTools()
    {
        var reader = new PackReader();
        reader.Read([(ToolsPack, Text(ToolsPack))]);
        return reader.ToBook();
    }

    private static string Text(string pack)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + pack + Suffix)
            ?? throw new InvalidOperationException($"The assembly has lost its pack '{pack}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
