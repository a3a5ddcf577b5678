namespace LlmAspire.FilterService.Rules;

/// <summary>A rule took longer than its match timeout; the text is not let through unchecked.</summary>
public sealed class RuleTimeoutException : Exception
{
    /// <summary>Names the rule.</summary>
    /// <param name="rule">The rule.</param>
    public RuleTimeoutException(string rule)
        : base($"rule '{rule}' took longer than its match timeout")
    {
    }
}
