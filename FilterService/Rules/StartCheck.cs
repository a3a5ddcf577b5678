namespace LlmAspire.FilterService.Rules;

/// <summary>Decides by the words before whether a match may begin here at all.</summary>
/// <param name="before">The text before, as far as it is kept (<see cref="Texts.TextWindow.ContextLength"/>).</param>
/// <returns>True when it may.</returns>
internal delegate bool StartCheck(ReadOnlySpan<char> before);
