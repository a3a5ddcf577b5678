namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>What a match of a rule does.</summary>
internal enum PhraseRuleKind
{
    /// <summary>It shows a signal.</summary>
    Signal,

    /// <summary>It takes signals of the type away: the words have another meaning here.</summary>
    Veto,

    /// <summary>It says that what follows a colon or line break is the matter of a request and not words to the assistant.</summary>
    Payload,

    /// <summary>It tells something to the rules that look at several messages, by its name.</summary>
    Cue,
}
