using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>What the observer has learnt from an answer so far. Nothing here is content.</summary>
internal sealed class ResponseFacts
{
    private const int MaxChoice = 127;
    private readonly List<string?> _finishReasons = [];

    /// <summary>The model that answered, as the provider names it; null when it did not say.</summary>
    public string? Model { get; set; }

    /// <summary>The provider's id of the answer.</summary>
    public string? ResponseId { get; set; }

    /// <summary>The tokens, null when the provider sent none.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Whether <see cref="Usage"/> comes from a place that counts only where there is no other.</summary>
    public bool IsUsageSpare { get; set; }

    /// <summary>The type or code of an error that came inside an answer that began well; "error" when it has neither.</summary>
    public string? ErrorType { get; set; }

    /// <summary>Whether there was any document: more than comments, or what is no event at all.</summary>
    public bool HasDocument { get; set; }

    /// <summary>Whether an event with a part of the answer in it has come: not a role, a comment or a ping.</summary>
    public bool HasToken { get; set; }

    /// <summary>Whether the dialect's last event has come.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>Why the model stopped, one per choice in the order of their indices; null where none arrived.</summary>
    public IReadOnlyList<string?> FinishReasons => _finishReasons;

    /// <summary>Notes that there is a choice, whether or not it will say why it ended.</summary>
    /// <param name="choice">The choice's index; one out of any sane range is left out.</param>
    public void NoteChoice(int choice)
    {
        while (choice is >= 0 and <= MaxChoice && _finishReasons.Count <= choice)
        {
            _finishReasons.Add(null);
        }
    }

    /// <summary>Notes why a choice ended; of several the last counts.</summary>
    /// <param name="choice">The choice's index; one out of any sane range is left out.</param>
    /// <param name="reason">The reason.</param>
    public void Finish(int choice, string reason)
    {
        NoteChoice(choice);
        if (choice is >= 0 and <= MaxChoice)
        {
            _finishReasons[choice] = reason;
        }
    }
}
