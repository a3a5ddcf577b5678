namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Reads an answer's text and tool calls as they go to the client, behind the filters. One per answer, and only for answers that history or
/// content capture asks for.
/// </summary>
internal sealed class AnswerReader
{
    private readonly AnswerContent _content = new();
    private readonly DialectMeter _meter;
    private readonly bool _readsItself;

    /// <summary>Reads an answer.</summary>
    /// <param name="expected">The dialect that the request's path and provider make expect.</param>
    public AnswerReader(Dialect expected)
    {
        _meter = new DialectMeter(expected, _content);
        _readsItself = true;
    }

    /// <summary>Takes the content that an observer reads anyway, of an answer that goes on as it came. Nothing is to be fed here then.</summary>
    /// <param name="observer">The observer; it has read nothing yet.</param>
    public AnswerReader(DialectMeter observer)
    {
        _meter = observer;
        observer.Content = _content;
    }

    /// <summary>Reads the next bytes that go to the client.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <returns>Where the terminal event begins in them, -1 when they do not complete it.</returns>
    public int Feed(ReadOnlySpan<byte> chunk) => _meter.Feed(chunk);

    /// <summary>The answer so far: the first choice's.</summary>
    /// <param name="complete">Whether it came to its end.</param>
    /// <returns>The answer.</returns>
    public DeliveredAnswer Build(bool complete)
    {
        if (_readsItself)
        {
            _meter.Complete();
        }

        ToolCall[] calls = _content.HasCalls ? [.. _content.Calls.Where(call => call.Choice == 0).Select(call => call.ToCall())] : [];
        var facts = _meter.Facts;
        var reason = facts.FinishReasons.Count > 0 ? facts.FinishReasons[0] : null;
        return new DeliveredAnswer(_content.Text.Decode(), calls, reason, facts.ResponseId, complete, _content.IsTruncated);
    }
}
