namespace LlmAspire.FilterService.Rules;

/// <summary>The outcomes of a search.</summary>
internal enum FindingKind
{
    /// <summary>Nothing matches, and nothing can however the text goes on.</summary>
    Nothing,

    /// <summary>A match.</summary>
    Match,

    /// <summary>The text ends within what can still become a match.</summary>
    Open,
}
