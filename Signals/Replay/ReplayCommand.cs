using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;

namespace LlmAspire.Signals.Replay;

/// <summary>The command line of a replay: which analyzer, from where, to where.</summary>
public static class ReplayCommand
{
    /// <summary>How the command is called.</summary>
    public const string Usage =
        "signals replay [--mode refined|reference] [--reference-pack PACK] [IN|- [OUT|-]]: one {\"id\", \"messages\"} a line in, "
        + "one {\"id\", \"report\"} a line out; standard input and output where no file is named.";

    /// <summary>Runs a replay. Everything but the reports goes to <paramref name="error"/>, one line each, with line numbers and without text.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="standardInput">Opens the standard input.</param>
    /// <param name="standardOutput">Opens the standard output.</param>
    /// <param name="error">Where messages go.</param>
    public static ReplayExit Run(IReadOnlyList<string> args, Func<Stream> standardInput, Func<Stream> standardOutput, TextWriter error)
    {
        if (ReplayArguments.Parse(args) is not { } arguments)
        {
            error.WriteLine(Usage);
            return ReplayExit.Misused;
        }

        try
        {
            var analyzer = SignalAnalyzers.Create(arguments.Analyzer);
            using var input = arguments.Input is { } source ? File.OpenRead(source) : standardInput();
            using var output = arguments.Output is { } target ? File.Create(target) : standardOutput();
            var counts = new ReplayRunner(analyzer).Run(input, output, bad => error.WriteLine($"line {bad.Line}: {bad.Reason}"));
            error.WriteLine($"{counts.Analyzed} conversations analyzed, {counts.Bad} lines could not be.");
            return ReplayExit.Done;
        }
        catch (Exception exception) when (exception is SignalPackException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return ReplayExit.Failed;
        }
    }
}
