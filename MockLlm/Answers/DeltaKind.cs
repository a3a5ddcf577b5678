namespace LlmAspire.MockLlm.Answers;

/// <summary>What a <see cref="Delta"/> adds to.</summary>
internal enum DeltaKind
{
    /// <summary>The answer's text.</summary>
    Text,

    /// <summary>What the model thinks before it answers.</summary>
    Reasoning,

    /// <summary>The model's words for why it does not answer.</summary>
    Refusal,

    /// <summary>A new tool call begins.</summary>
    ToolCall,

    /// <summary>The arguments of the tool call that began last.</summary>
    ToolArguments,
}
