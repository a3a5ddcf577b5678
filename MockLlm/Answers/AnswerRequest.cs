using System.Collections.Immutable;

namespace LlmAspire.MockLlm.Answers;

/// <summary>What a request asks for, in words common to all dialects.</summary>
internal record AnswerRequest
{
    /// <summary>The model as the client named it.</summary>
    public required string Model { get; init; }

    /// <summary>The answer is wanted as a stream.</summary>
    public bool Streamed { get; init; }

    /// <summary>A stream is to end with its usage; dialects that always send it ignore this.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The text of the last message of the user; empty when there is none.</summary>
    public string LastUserText { get; init; } = "";

    /// <summary>What the tools said when theirs is the last word; null when it is not.</summary>
    public string? LastToolText { get; init; }

    /// <summary>What the request's text costs, by <see cref="Tokens"/>.</summary>
    public int InputTokens { get; init; }

    /// <summary>No more output tokens than this; null for no limit.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The answer ends before the first of these.</summary>
    public ImmutableArray<string> Stop { get; init; } = [];

    /// <summary>How many answers are wanted.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>The seed for lorem that comes with the request; null when none does.</summary>
    public int? Seed { get; init; }

    /// <summary>The tools that may be called.</summary>
    public ImmutableArray<ToolOffer> Tools { get; init; } = [];

    /// <summary>Whether tools must be called.</summary>
    public ToolChoice ToolChoice { get; init; } = ToolChoice.Auto;

    /// <summary>Several tools may be called at a time.</summary>
    public bool ParallelTools { get; init; } = true;

    /// <summary>The format that the answer's text must have; null for none.</summary>
    public JsonFormat? Format { get; init; }

    /// <summary>A script in the request's metadata; null when there is none.</summary>
    public string? Script { get; init; }
}
