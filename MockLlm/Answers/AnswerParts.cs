namespace LlmAspire.MockLlm.Answers;

/// <summary>The increments of one choice, put together: what follows each other and is of one kind is one part.</summary>
internal sealed class AnswerParts
{
    private readonly List<AnswerPart> _parts = [];

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<AnswerPart> All => _parts;

    /// <summary>The tool calls among them.</summary>
    public IEnumerable<AnswerPart> ToolCalls => _parts.Where(part => part.Kind == DeltaKind.ToolCall);

    /// <summary>Adds an increment.</summary>
    /// <param name="delta">The increment.</param>
    /// <returns>The part that it went into, and whether that is a new one.</returns>
    public (AnswerPart Part, bool IsNew) Add(Delta delta)
    {
        var last = _parts.Count > 0 ? _parts[^1] : null;
        if (delta.Kind == DeltaKind.ToolCall)
        {
            return (Begin(new AnswerPart(DeltaKind.ToolCall) { Name = delta.Text, CallId = delta.CallId }), true);
        }

        var kind = delta.Kind == DeltaKind.ToolArguments ? DeltaKind.ToolCall : delta.Kind;
        var isNew = last is null || last.Kind != kind;
        var part = isNew ? Begin(new AnswerPart(kind)) : last!;
        part.Text.Append(delta.Text);
        return (part, isNew);
    }

    /// <summary>Takes in a part that was put together elsewhere.</summary>
    /// <param name="part">The part.</param>
    public void Take(AnswerPart part) => _parts.Add(part);

    /// <summary>All text of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The text; null when there is no part of that kind.</returns>
    public string? TextOf(DeltaKind kind) =>
        _parts.Any(part => part.Kind == kind) ? string.Concat(_parts.Where(part => part.Kind == kind).Select(part => part.Text)) : null;

    private AnswerPart Begin(AnswerPart part)
    {
        _parts.Add(part);
        return part;
    }
}
