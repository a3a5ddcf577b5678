namespace LlmAspire.FilterService.Dialects;

/// <summary>Anthropic messages.</summary>
internal sealed class MessagesDialect : Dialect
{
    private const int Content = 1;
    private const int Thinking = 2;
    private const int ToolInput = 3;
    private const int Compaction = 4;

    /// <inheritdoc/>
    public override Shape Answer { get; } = Shape.Object(
        ("type", new Shape { Role = Role.Type }),
        ("index", new Shape { Role = Role.FirstIndex }),
        ("delta", Shape.Object(
            ("text", Text(Content)),
            ("thinking", Text(Thinking)),
            ("partial_json", new Shape { Role = Role.Nested, Channel = ToolInput }),
            ("content", Text(Compaction)),
            ("citation", new Shape { Role = Role.AnyText }))),
        ("content_block", new Shape { Role = Role.AnyText }.With(
            ("text", Text(Content)),
            ("thinking", Text(Thinking)))),
        ("message", Shape.Object(("content", new Shape { Role = Role.AnyText }))),
        ("content", new Shape { Role = Role.AnyText }),
        ("completion", new Shape { Role = Role.Text, Channel = Content }));

    /// <inheritdoc/>
    public override Shape Request { get; } = Shape.Object(
        ("system", new Shape { Role = Role.AnyText }),
        ("messages", new Shape { Role = Role.AnyText }),
        ("prompt", new Shape { Role = Role.Text }));

    /// <inheritdoc/>
    public override void Complete(ReadOnlySpan<byte> data, EventReading reading)
    {
        var type = data.Slice(reading.TypeStart, reading.TypeLength);
        if (type.SequenceEqual("content_block_stop"u8))
        {
            reading.Finished.Add(reading.First);
        }

        reading.EndsAll = type.SequenceEqual("message_delta"u8) || type.SequenceEqual("message_stop"u8) || type.SequenceEqual("error"u8);
    }

    private static Shape Text(int channel) => new() { Role = Role.Text, Channel = channel };
}
