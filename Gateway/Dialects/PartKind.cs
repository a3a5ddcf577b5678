namespace LlmAspire.Gateway.Dialects;

/// <summary>What a part of an item is, the same for every dialect.</summary>
internal enum PartKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>An image: its URL, or a data URI.</summary>
    Image,

    /// <summary>A file: its URL, or a data URI, and its name.</summary>
    File,

    /// <summary>A call of a tool: its id, its name and its arguments.</summary>
    ToolCall,

    /// <summary>What a tool returned: the call's id, and parts of its own.</summary>
    ToolResult,
}
