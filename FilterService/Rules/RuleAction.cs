namespace LlmAspire.FilterService.Rules;

/// <summary>What is done with a match.</summary>
public enum RuleAction
{
    /// <summary>A label takes its place.</summary>
    Redact,

    /// <summary>The answer ends.</summary>
    Block,
}
