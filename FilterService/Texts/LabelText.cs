using System.Collections.Concurrent;
using System.Text;

namespace LlmAspire.FilterService.Texts;

/// <summary>Labels as bytes for a JSON string. Labels come from configuration, so there are few; they hold nothing that JSON must
/// escape.</summary>
internal static class LabelText
{
    private static readonly ConcurrentDictionary<(string Label, bool Quoted), byte[]> Known = new();

    /// <summary>A label's bytes.</summary>
    /// <param name="label">The label; may be empty.</param>
    /// <param name="quoted">Whether it stands for a value of a JSON text within the string, and so needs quotes of its own.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Of(string label, bool quoted) => Known.GetOrAdd(
        (label, quoted), key => Encoding.UTF8.GetBytes(key.Quoted ? $"\\\"{key.Label}\\\"" : key.Label));

    /// <summary>A label as a JSON string, for a number that it replaces.</summary>
    /// <param name="label">The label.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Value(string label) => Encoding.UTF8.GetBytes($"\"{label}\"");

    /// <summary>The element of a list of log probabilities that stands for a redacted token.</summary>
    /// <param name="label">The label; may be empty.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Token(string label) =>
        Encoding.UTF8.GetBytes($$"""{"token":"{{label}}","logprob":0,"bytes":null,"top_logprobs":[]}""");
}
