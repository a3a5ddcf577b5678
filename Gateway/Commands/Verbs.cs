using LlmAspire.Gateway.Observing;
using LlmAspire.Gateway.Signals;

namespace LlmAspire.Gateway.Commands;

/// <summary>Every verb of the gateway's command line.</summary>
internal static class Verbs
{
    /// <summary>The exit code for arguments that make no sense.</summary>
    public const int Misused = 2;

    private static readonly IVerb[] All = [new ObserveVerb(), new SignalsVerb()];

    /// <summary>Runs the verb that the command line names.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code; null when it names none, so that the gateway shall serve.</returns>
    public static int? Run(string[] args)
    {
        var verb = Array.Find(All, verb => args.Length > 0 && args[0] == verb.Name);
        return verb?.Run(args[1..], Console.Out, Console.Error);
    }
}
