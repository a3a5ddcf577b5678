namespace LlmAspire.Signals.Refined.Tools;

/// <summary>One call and, once it is there, its result.</summary>
/// <param name="name">The tool.</param>
/// <param name="arguments">The arguments as sent.</param>
/// <param name="argumentsHash">Equal for arguments that are equal as JSON: <see cref="JsonHash"/>.</param>
/// <param name="callId">The id its result refers to; null when there is none.</param>
/// <param name="messageIndex">The assistant message it stands in.</param>
internal sealed class ToolCall(string name, string arguments, ulong argumentsHash, string? callId, int messageIndex)
{
    /// <summary>The tool.</summary>
    public string Name { get; } = name;

    /// <summary>The arguments as sent.</summary>
    public string Arguments { get; } = arguments;

    /// <summary>Equal for arguments that are equal as JSON.</summary>
    public ulong ArgumentsHash { get; } = argumentsHash;

    /// <summary>The id its result refers to; null when there is none.</summary>
    public string? CallId { get; } = callId;

    /// <summary>The assistant message it stands in.</summary>
    public int MessageIndex { get; } = messageIndex;

    /// <summary>What it returned; null while it is open.</summary>
    public ToolReply? Reply { get; set; }
}
