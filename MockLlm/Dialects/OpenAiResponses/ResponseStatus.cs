namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>How far a response is.</summary>
internal enum ResponseStatus
{
    /// <summary>It has not ended.</summary>
    InProgress,

    /// <summary>It has ended well.</summary>
    Completed,

    /// <summary>It was cut short.</summary>
    Incomplete,

    /// <summary>It has failed.</summary>
    Failed,
}
