namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Reads an answer's text and tool calls as they go to the client, behind the filters. One per answer, and only for answers that history or
/// content capture asks for.
/// </summary>
internal sealed class AnswerReader
{
    private readonly AnswerContent _content = new();
    private readonly DialectMeter _meter;

    /// <summary>Reads an answer.</summary>
    /// <param name="expected">The dialect that the request's path and provider make expect.</param>
    public AnswerReader(Dialect expected) => _meter = new DialectMeter(expected, _content);

    /// <summary>Reads the next bytes that go to the client.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <returns>Where the terminal event begins in them, -1 when they do not complete it.</returns>
    public int Feed(ReadOnlySpan<byte> chunk) => _meter.Feed(chunk);

    /// <summary>The answer so far: the first choice's.</summary>
    /// <param name="complete">Whether it came to its end.</param>
    /// <returns>The answer.</returns>
    public DeliveredAnswer Build(bool complete)
    {
        _meter.Complete();
        var calls = _content.Calls.Where(call => call.Choice == 0).Select(call => call.ToCall());
        var facts = _meter.Facts;
        var reason = facts.FinishReasons.Count > 0 ? facts.FinishReasons[0] : null;
        return new DeliveredAnswer(_content.Text.Decode(), [.. calls], reason, facts.ResponseId, complete, _content.IsTruncated);
    }
}
