using LlmAspire.Gateway.Commands;
using LlmAspire.Signals.Replay;

namespace LlmAspire.Gateway.Signals;

/// <summary>Analyzes recorded conversations: <c>dotnet Gateway.dll signals replay ...</c>.</summary>
internal sealed class SignalsVerb : IVerb
{
    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        if (args.Count == 0 || args[0] != "replay")
        {
            error.WriteLine(ReplayCommand.Usage);
            return Verbs.Misused;
        }

        var exit = ReplayCommand.Run([.. args.Skip(1)], Console.OpenStandardInput, Console.OpenStandardOutput, error);
        return exit == ReplayExit.Misused ? Verbs.Misused : (int)exit;
    }
}
