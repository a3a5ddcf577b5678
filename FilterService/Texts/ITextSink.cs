using LlmAspire.FilterService.Rules;
using LlmAspire.FilterService.Streams;

namespace LlmAspire.FilterService.Texts;

/// <summary>Is told what a text's search decides.</summary>
internal interface ITextSink
{
    /// <summary>A rule matched.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="repeats">Whether the text repeats what was streamed before.</param>
    void Matched(Rule rule, bool repeats);

    /// <summary>A rule that blocks matched.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="first">The first event that carries the match.</param>
    void Blocked(Rule rule, HeldEvent first);
}
