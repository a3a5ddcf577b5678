using LlmAspire.Signals.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>Beginnings of texts, compared in lower case and without regard to where a word ends: "please" also begins "pleased".</summary>
/// <param name="prefixes">The beginnings, in lower case.</param>
internal sealed class PrefixList(IReadOnlyList<string> prefixes)
{
    private readonly string[] _prefixes = [.. prefixes];
    private readonly int _longest = prefixes.Count == 0 ? 0 : prefixes.Max(static prefix => prefix.Length);

    /// <summary>True when the text, its leading white space aside, begins with one of them.</summary>
    public bool Begins(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        var start = LowerCase.Of(trimmed[..Math.Min(trimmed.Length, _longest)].ToString());
        return Array.Exists(_prefixes, prefix => start.StartsWith(prefix, StringComparison.Ordinal));
    }
}
