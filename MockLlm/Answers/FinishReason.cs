namespace LlmAspire.MockLlm.Answers;

/// <summary>Why the model stopped, as the model says; each dialect has its own word for it.</summary>
internal enum FinishReason
{
    /// <summary>It had said everything.</summary>
    Stop,

    /// <summary>It met one of the request's stop sequences.</summary>
    StopSequence,

    /// <summary>It reached the request's limit of tokens.</summary>
    Length,

    /// <summary>It waits for tools.</summary>
    ToolCalls,

    /// <summary>It refused.</summary>
    Refusal,

    /// <summary>The provider's filter stopped it.</summary>
    ContentFilter,
}
