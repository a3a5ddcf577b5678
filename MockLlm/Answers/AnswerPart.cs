using System.Text;

namespace LlmAspire.MockLlm.Answers;

/// <summary>One part of an answer: a text, a stretch of reasoning, a refusal or a tool call.</summary>
/// <param name="kind">Which of these; a tool call's arguments belong to the call.</param>
internal sealed class AnswerPart(DeltaKind kind)
{
    /// <summary>What it is.</summary>
    public DeltaKind Kind { get; } = kind;

    /// <summary>The text, or a tool call's arguments.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>The tool that is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The id of a tool call; null when the script gives none and the dialect has made none yet.</summary>
    public string? CallId { get; set; }

    /// <summary>The id that the dialect gives the part itself, where it does.</summary>
    public string? ItemId { get; set; }
}
