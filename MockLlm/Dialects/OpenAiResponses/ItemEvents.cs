using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>What the events of one kind of item are called.</summary>
/// <param name="Delta">Its increments.</param>
/// <param name="Done">The end of its text.</param>
/// <param name="TextMember">The member of <paramref name="Done"/> that holds the whole text.</param>
/// <param name="PartAdded">The beginning of its content part; null when it has none.</param>
/// <param name="PartDone">The end of its content part; null when it has none.</param>
/// <param name="IndexMember">The member with the part's index; null when it has none.</param>
/// <param name="HasLogprobs">Whether its events have a member for log probabilities.</param>
internal sealed record ItemEvents(
    string Delta, string Done, string TextMember, string? PartAdded, string? PartDone, string? IndexMember, bool HasLogprobs)
{
    private static readonly ItemEvents Text = new(
        "response.output_text.delta", "response.output_text.done", "text",
        "response.content_part.added", "response.content_part.done", "content_index", HasLogprobs: true);

    private static readonly ItemEvents Refusal = new(
        "response.refusal.delta", "response.refusal.done", "refusal",
        "response.content_part.added", "response.content_part.done", "content_index", HasLogprobs: false);

    private static readonly ItemEvents Reasoning = new(
        "response.reasoning_summary_text.delta", "response.reasoning_summary_text.done", "text",
        "response.reasoning_summary_part.added", "response.reasoning_summary_part.done", "summary_index", HasLogprobs: false);

    private static readonly ItemEvents ToolCall = new(
        "response.function_call_arguments.delta", "response.function_call_arguments.done", "arguments",
        null, null, null, HasLogprobs: false);

    /// <summary>The events of a kind of item.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Their names.</returns>
    public static ItemEvents Of(DeltaKind kind) => kind switch
    {
        DeltaKind.Reasoning => Reasoning,
        DeltaKind.Refusal => Refusal,
        DeltaKind.ToolCall or DeltaKind.ToolArguments => ToolCall,
        _ => Text,
    };
}
