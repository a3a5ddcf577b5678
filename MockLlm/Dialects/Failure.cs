namespace LlmAspire.MockLlm.Dialects;

/// <summary>Why a call gets no answer, in words common to all dialects; each dialect says it in its provider's own shape.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The sentence that the client reads.</param>
internal sealed record Failure(FailureKind Kind, int Status, string Message)
{
    /// <summary>The member of the request at fault; null when it is none.</summary>
    public string? Member { get; init; }

    /// <summary>The error's type; null takes the dialect's word for the status.</summary>
    public string? Type { get; init; }

    /// <summary>The error's code; null takes the dialect's word for the kind.</summary>
    public string? Code { get; init; }

    /// <summary>When to try again; null when that would not help or is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
