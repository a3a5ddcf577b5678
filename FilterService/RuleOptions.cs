namespace LlmAspire.FilterService;

/// <summary>The settings of one rule, section <c>FilterService:Filters:&lt;name&gt;:Rules:&lt;n&gt;</c>.</summary>
public sealed class RuleOptions
{
    /// <summary>The action that puts a label in a match's place.</summary>
    public const string Redact = "redact";

    /// <summary>The action that ends the answer.</summary>
    public const string Block = "block";

    /// <summary>A rule's name, <c>pii</c> or <c>secrets</c> for all of those, or <c>blocklist</c>.</summary>
    public string Rule { get; set; } = "";

    /// <summary><see cref="Redact"/> or <see cref="Block"/>.</summary>
    public string Action { get; set; } = Redact;

    /// <summary>What takes a match's place; empty: the rule's own label.</summary>
    public string Label { get; set; } = "";

    /// <summary>Blocklist: the name that verdicts and metrics show.</summary>
    public string Name { get; set; } = "";

    /// <summary>Blocklist: texts, matched without regard to case.</summary>
    public List<string> Terms { get; } = [];

    /// <summary>Blocklist: patterns (docs/filters.md), matched without regard to case.</summary>
    public List<string> Patterns { get; } = [];

    /// <summary>Blocklist: whether a term must stand as a word of its own; patterns say so themselves, with <c>\b</c>.</summary>
    public bool WholeWords { get; set; }

    /// <summary>Blocklist: the longest that matching one stretch of text may take; beyond it the exchange ends as failed.</summary>
    public TimeSpan MatchTimeout { get; set; } = TimeSpan.FromMilliseconds(250);
}
