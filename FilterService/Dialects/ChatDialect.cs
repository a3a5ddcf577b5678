namespace LlmAspire.FilterService.Dialects;

/// <summary>OpenAI chat completions and legacy completions.</summary>
internal sealed class ChatDialect : Dialect
{
    private const int Content = 1;
    private const int ContentTokens = 2;
    private const int Refusal = 3;
    private const int RefusalTokens = 4;
    private const int Reasoning = 5;
    private const int ReasoningDetails = 8;
    private const int ToolCall = 10;

    /// <inheritdoc/>
    public override Shape Answer { get; } = Shape.Object(
        ("choices", Shape.Array(new Shape { PositionIndex = 1 }.With(
            ("index", new Shape { Role = Role.FirstIndex }),
            ("delta", Message()),
            ("message", Message()),
            ("text", Text(Content)),
            ("logprobs", LogProbs()),
            ("finish_reason", new Shape { Role = Role.Finish })))));

    /// <inheritdoc/>
    public override Shape Request { get; } = Shape.Object(
        ("messages", new Shape { Role = Role.AnyText }),
        ("prompt", new Shape { Role = Role.AnyText }),
        ("suffix", new Shape { Role = Role.Text }),
        ("input", new Shape { Role = Role.AnyText }),
        ("prediction", new Shape { Role = Role.AnyText }));

    /// <inheritdoc/>
    public override void Complete(ReadOnlySpan<byte> data, EventReading reading)
    {
    }

    /// <inheritdoc/>
    public override bool Succeeds(TextKey one, TextKey other) => one.First == other.First && Part(one) != Part(other);

    // A text and its tokens are one part; all tool calls are one, since each closes its own strings.
    private static int Part(TextKey key) => key.Channel switch
    {
        ContentTokens => Content,
        RefusalTokens => Refusal,
        ReasoningDetails or ReasoningDetails + 1 => Reasoning + 1,
        > ToolCall => ToolCall,
        _ => key.Channel,
    };

    private static Shape Message() => Shape.Object(
        ("content", new Shape { Role = Role.Text, Channel = Content, Items = ContentPart() }),
        ("refusal", Text(Refusal)),
        ("reasoning_content", Text(Reasoning)),
        ("reasoning", Text(Reasoning + 1)),
        ("reasoning_details", Shape.Array(new Shape { Role = Role.AnyText, PositionIndex = 2 }.With(
            ("index", new Shape { Role = Role.SecondIndex }),
            ("text", Text(ReasoningDetails)),
            ("summary", Text(ReasoningDetails + 1))))),
        ("tool_calls", Shape.Array(new Shape { PositionIndex = 2 }.With(
            ("index", new Shape { Role = Role.SecondIndex }),
            ("function", Shape.Object(("arguments", new Shape { Role = Role.Nested, Channel = ToolCall }))),
            ("custom", Shape.Object(("input", Text(ToolCall + 1))))))),
        ("function_call", Shape.Object(("arguments", new Shape { Role = Role.Nested, Channel = ToolCall + 2 }))),
        ("audio", Shape.Object(("transcript", Text(Reasoning + 2)))),
        ("annotations", new Shape { Role = Role.AnyText }));

    // A part of a content that comes as a list; in a stream each event brings the next piece of the part at the same place.
    private static Shape ContentPart() => new Shape { Role = Role.AnyText, PositionIndex = 2 }.With(
        ("text", Text(Content)),
        ("thinking", new Shape
        {
            Role = Role.Text,
            Channel = Reasoning,
            Items = new Shape { Role = Role.AnyText }.With(("text", Text(Reasoning))),
        }));

    private static Shape LogProbs() => Shape.Object(
        ("content", Tokens(ContentTokens)),
        ("refusal", Tokens(RefusalTokens)),
        ("tokens", Shape.Array(new Shape { Role = Role.Text, Channel = ContentTokens, Repeats = true })),
        ("top_logprobs", new Shape { Role = Role.Companion }));

    private static Shape Tokens(int channel) => Shape.Array(new Shape { Element = true, Repeats = true }.With(("token", Text(channel))));

    private static Shape Text(int channel) => new() { Role = Role.Text, Channel = channel };
}
