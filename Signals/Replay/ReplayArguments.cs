using LlmAspire.Signals.Analysis;

namespace LlmAspire.Signals.Replay;

/// <summary>The arguments of a replay.</summary>
/// <param name="Analyzer">Which analyzer.</param>
/// <param name="Input">The path of the conversations; null for standard input.</param>
/// <param name="Output">The path of the reports; null for standard output.</param>
internal sealed record ReplayArguments(AnalyzerOptions Analyzer, string? Input, string? Output)
{
    /// <summary>The arguments of a command line; null when they make no sense.</summary>
    public static ReplayArguments? Parse(IReadOnlyList<string> args)
    {
        var options = new AnalyzerOptions();
        var files = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--mode" when ModeOf(value) is { } mode:
                    options = options with { Mode = mode };
                    i++;
                    break;
                case "--reference-pack" when value is not null:
                    options = options with { ReferencePack = value };
                    i++;
                    break;
                case var file when file == "-" || !file.StartsWith('-'):
                    files.Add(file);
                    break;
                default:
                    return null;
            }
        }

        return files.Count <= 2
            ? new ReplayArguments(options, PathOf(files.ElementAtOrDefault(0)), PathOf(files.ElementAtOrDefault(1)))
            : null;
    }

    private static SignalsMode? ModeOf(string? value) => value switch
    {
        "refined" => SignalsMode.Refined,
        "reference" => SignalsMode.Reference,
        _ => null,
    };

    private static string? PathOf(string? file) => file == "-" ? null : file;
}
