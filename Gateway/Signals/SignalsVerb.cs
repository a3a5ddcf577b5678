using LlmAspire.Gateway.Commands;
using LlmAspire.Signals.Refined.Evaluation;
using LlmAspire.Signals.Replay;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// Works on recorded conversations: <c>dotnet Gateway.dll signals replay ...</c> analyzes them, <c>signals score ...</c> tells how well an analyzer
/// does on labelled ones.
/// </summary>
internal sealed class SignalsVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        switch (args.Count > 0 ? args[0] : "")
        {
            case "replay":
                var exit = ReplayCommand.Run([.. args.Skip(1)], Console.OpenStandardInput, Console.OpenStandardOutput, error);
                return exit == ReplayExit.Misused ? Verbs.Misused : (int)exit;
            case "score":
                return ScoreCommand.Run([.. args.Skip(1)], output, error) ? 0 : Verbs.Misused;
            default:
                error.WriteLine(ReplayCommand.Usage);
                error.WriteLine(ScoreCommand.Usage);
                return Verbs.Misused;
        }
    }
}
