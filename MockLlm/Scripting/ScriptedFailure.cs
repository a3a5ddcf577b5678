namespace LlmAspire.MockLlm.Scripting;

/// <summary>An error that a script asks for.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The sentence.</param>
internal sealed record ScriptedFailure(int Status, string Message)
{
    /// <summary>The error's type; null takes the dialect's word for the status.</summary>
    public string? Type { get; init; }

    /// <summary>The error's code; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>What Retry-After says; null sends none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A body to send in place of the dialect's own; null sends the dialect's.</summary>
    public string? Body { get; init; }
}
