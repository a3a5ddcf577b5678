using System.Buffers;
using LlmAspire.FilterService.Patterns;
using LlmAspire.FilterService.Rules;
using LlmAspire.FilterService.Texts;

namespace LlmAspire.FilterService.Chunks;

/// <summary>
/// Redacts in bytes of unknown framing: the chunk is read as one text in which JSON escapes are resolved. What the border between two
/// chunks
/// or two events cuts is not found; the stream protocol is there for that.
/// </summary>
internal static class ChunkRewriter
{
    /// <summary>Copies a chunk with every match replaced by its label.</summary>
    /// <param name="rules">What is looked for.</param>
    /// <param name="chunk">Any bytes; they need be neither whole characters nor whole events.</param>
    /// <param name="output">Takes the copy; with no match it equals the chunk.</param>
    /// <returns>The rules that matched, one entry for each match.</returns>
    public static IReadOnlyList<Rule> Rewrite(RuleSet rules, ReadOnlySpan<byte> chunk, IBufferWriter<byte> output)
    {
        var matched = new List<Rule>();
        using var window = new TextWindow();
        window.Append(chunk);
        var places = new Places(chunk);
        var (copied, from) = (0, 0);
        while (rules.Find(window.Text, from, final: true) is { Kind: FindingKind.Match } found)
        {
            var machine = found.Machine!;
            matched.Add(machine.Rule);
            var end = machine.Until is null ? found.End : EndOfTail(rules, machine.Until, window.Text, found.End);
            output.Write(chunk[copied..places.StartOf(found.Start)]);
            output.Write(LabelText.Of(machine.Rule.Label, quoted: false));
            copied = places.EndOf(end - 1);
            from = end;
        }

        output.Write(chunk[copied..]);
        return matched;
    }

    private static int EndOfTail(RuleSet rules, Automaton until, ReadOnlySpan<char> text, int from) =>
        RedactedTail.Until(until, rules, text[from - 1]).Follow(text, from);

    /// <summary>Where characters stand in the bytes; asked for in ascending order, so that one pass is enough.</summary>
    private ref struct Places(ReadOnlySpan<byte> chunk)
    {
        private JsonCharReader _reader = new(chunk);
        private int _index = -1;

        public int StartOf(int index)
        {
            Advance(index);
            return _reader.Start;
        }

        public int EndOf(int index)
        {
            Advance(index);
            return _reader.End;
        }

        private void Advance(int index)
        {
            for (; _index < index; _index++)
            {
                _reader.Read();
            }
        }
    }
}
