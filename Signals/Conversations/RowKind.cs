namespace LlmAspire.Signals.Conversations;

/// <summary>Who or what a row of a conversation comes from.</summary>
public enum RowKind
{
    /// <summary>The user.</summary>
    Human,

    /// <summary>Text of the assistant.</summary>
    Assistant,

    /// <summary>One tool call of the assistant.</summary>
    ToolCall,

    /// <summary>What a tool call returned.</summary>
    ToolResult,

    /// <summary>A given row of another origin: it holds its place and is not analyzed.</summary>
    Other,
}
