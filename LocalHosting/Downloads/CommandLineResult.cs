namespace LlmAspire.LocalHosting.Downloads;

/// <summary>How a command ended and what it wrote.</summary>
internal sealed record CommandLineResult(int ExitCode, string Output, string Error)
{
    /// <summary>The last line of its error output, or of its output: what a message to a person can quote.</summary>
    public string LastLine =>
        Lines(Error).LastOrDefault(line => !line.StartsWith("npm warn", StringComparison.Ordinal)) ?? Lines(Output).LastOrDefault() ?? "";

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
