using LlmAspire.FilterService.Patterns;
using LlmAspire.FilterService.Rules;

namespace LlmAspire.FilterService.Texts;

/// <summary>What is redacted behind a match although it is not held back: the rest of a private key, or of a match that was too
/// long.</summary>
internal sealed class RedactedTail
{
    private readonly Automaton _automaton;
    private readonly RuleSet _rules;
    private readonly bool _untilMatch;
    private AutomatonState? _state;

    private RedactedTail(Automaton automaton, RuleSet rules, AutomatonState? state, bool untilMatch) =>
        (_automaton, _rules, _state, _untilMatch) = (automaton, rules, state, untilMatch);

    /// <summary>Whether what follows is no longer part of it.</summary>
    public bool Ended => _state is null;

    /// <summary>Redacts up to the end of the first match of a pattern.</summary>
    /// <param name="automaton">The pattern.</param>
    /// <param name="rules">The rules it belongs to.</param>
    /// <param name="previous">The character before.</param>
    /// <returns>The tail.</returns>
    public static RedactedTail Until(Automaton automaton, RuleSet rules, char previous) =>
        new(automaton, rules, rules.After(automaton, [previous], 1), untilMatch: true);

    /// <summary>Redacts as long as a match goes on.</summary>
    /// <param name="automaton">The match's pattern.</param>
    /// <param name="rules">The rules it belongs to.</param>
    /// <param name="text">The text, which the match reaches the end of.</param>
    /// <param name="start">Where the match begins.</param>
    /// <returns>The tail; null when nothing can continue the match.</returns>
    public static RedactedTail? Of(Automaton automaton, RuleSet rules, ReadOnlySpan<char> text, int start) =>
        rules.After(automaton, text, start) is { } state ? new RedactedTail(automaton, rules, state, untilMatch: false) : null;

    /// <summary>Takes more text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The first character that was not taken yet.</param>
    /// <returns>The index behind the last character that belongs to the tail.</returns>
    public int Follow(ReadOnlySpan<char> text, int from)
    {
        for (; _state is not null && from < text.Length; from++)
        {
            var step = _rules.Step(_automaton, _state, text[from]);
            _state = step.Next;
            if (_state is null || (_untilMatch && step.Accepts))
            {
                _state = null;
                break;
            }

            if (_state.Complete)
            {
                _state = null;
                return from + 1;
            }
        }

        return from;
    }
}
