namespace LlmAspire.Gateway.Commands;

/// <summary>Something that the gateway's program does on the command line instead of serving: <c>dotnet Gateway.dll &lt;name&gt; ...</c>.</summary>
internal interface IVerb
{
    /// <summary>The word after which it is called.</summary>
    string Name { get; }

    /// <summary>Does it.</summary>
    /// <param name="args">What stands after the word.</param>
    /// <param name="output">Where its result goes.</param>
    /// <param name="error">Where one line goes that tells what is wrong.</param>
    /// <returns>The exit code: 0, or <see cref="Verbs.Misused"/> for arguments that make no sense.</returns>
    int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error);
}
