namespace LlmAspire.MockLlm.Scripting;

/// <summary>Where the words of an answer come from. The kinds are closed: each is a record nested here.</summary>
internal abstract record TextSource
{
    private TextSource()
    {
    }

    /// <summary>Words that the script gives.</summary>
    /// <param name="Text">The text, said as it stands.</param>
    internal sealed record Canned(string Text) : TextSource;

    /// <summary>The last thing that the user, or a tool, said: said back.</summary>
    internal sealed record Echo : TextSource;

    /// <summary>Words from a fixed list, the same for the same seed for ever.</summary>
    /// <param name="Tokens">How many words.</param>
    /// <param name="Seed">Which words; null takes the request's own seed, or 0.</param>
    internal sealed record Lorem(int Tokens, int? Seed) : TextSource;
}
