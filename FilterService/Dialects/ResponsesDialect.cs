namespace LlmAspire.FilterService.Dialects;

/// <summary>OpenAI Responses.</summary>
internal sealed class ResponsesDialect : Dialect
{
    // The kind of a delta's text is told by its type, so that kinds nobody has heard of yet are texts of their own too.
    private const int Delta = 1;
    private const int FirstKind = 2;

    private static readonly Shape Repeated = new() { Role = Role.AnyText, Repeats = true };

    /// <inheritdoc/>
    public override Shape Answer { get; } = Shape.Object(
        ("type", new Shape { Role = Role.Type }),
        ("output_index", new Shape { Role = Role.FirstIndex }),
        ("content_index", new Shape { Role = Role.SecondIndex }),
        ("summary_index", new Shape { Role = Role.SecondIndex }),
        ("delta", new Shape { Role = Role.Text, Channel = Delta, Items = AnyText.Nothing }),
        ("logprobs", new Shape
        {
            Items = new Shape { Element = true, Repeats = true }.With(
            ("token", new Shape { Role = Role.Text, Channel = 0, Repeats = true }))
        }),
        ("text", Repeated),
        ("refusal", Repeated),
        ("transcript", Repeated),
        ("code", Repeated),
        ("arguments", new Shape { Role = Role.Nested, Repeats = true }),
        ("input", Repeated),
        ("part", Repeated),
        ("item", Repeated),
        ("annotation", Repeated),
        ("response", Shape.Object(("output", Repeated), ("output_text", Repeated))),
        ("output", new Shape { Role = Role.AnyText }),
        ("output_text", Repeated));

    /// <inheritdoc/>
    public override Shape Request { get; } = Shape.Object(
        ("input", new Shape { Role = Role.AnyText }),
        ("instructions", new Shape { Role = Role.Text }));

    /// <inheritdoc/>
    public override void Complete(ReadOnlySpan<byte> data, EventReading reading)
    {
        var type = data.Slice(reading.TypeStart, reading.TypeLength);
        if (type.EndsWith("audio.delta"u8))
        {
            // Sound, not text, however much its base64 looks like a key.
            reading.Clear();
            return;
        }

        var isDelta = type.EndsWith(".delta"u8);
        var kind = isDelta ? KindOf(type[..^".delta".Length]) : Shape.Whole;
        var nested = type.IndexOf("arguments"u8) >= 0;
        foreach (ref var field in reading.Fields)
        {
            if (field.Channel == Delta)
            {
                field.Channel = kind;
                field.Kind = nested ? FieldKind.Nested : field.Kind;
            }
            else if (field.Channel == 0)
            {
                field.Channel = isDelta ? -1 - kind : Shape.WithinEvent;
            }
        }

        if (type.EndsWith(".done"u8))
        {
            reading.Finished.Add(reading.First);
        }

        reading.EndsAll = type.SequenceEqual("response.completed"u8) || type.SequenceEqual("response.incomplete"u8)
            || type.SequenceEqual("response.failed"u8) || type.SequenceEqual("error"u8);
    }

    private static int KindOf(ReadOnlySpan<byte> type)
    {
        var hash = new HashCode();
        hash.AddBytes(type);
        return FirstKind + (hash.ToHashCode() & 0x3FFFFFFF);
    }
}
