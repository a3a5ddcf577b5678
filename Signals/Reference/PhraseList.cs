namespace LlmAspire.Signals.Reference;

/// <summary>The lists of phrases in the reference's pack; the number is the list's place in the phrase index.</summary>
internal enum PhraseList
{
    Correction,
    Rephrase,
    Clarification,
    Escalation,
    Quit,
    Profanity,
    Complaint,
    Gratitude,
    Confirmation,
    Success,
}
