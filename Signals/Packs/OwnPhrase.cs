using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Packs;

/// <summary>A phrase that a team adds to the shipped packs.</summary>
/// <param name="Type">The type that it shows; a type that is found by phrases.</param>
/// <param name="Phrase">The phrase as a user would type it.</param>
public sealed record OwnPhrase(SignalType Type, string Phrase);
