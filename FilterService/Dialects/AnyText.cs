namespace LlmAspire.FilterService.Dialects;

/// <summary>The members of an answer's items that are no text: names, references and opaque data.</summary>
internal static class AnyText
{
    private static readonly byte[][] NoText =
    [
        "id"u8.ToArray(), "type"u8.ToArray(), "object"u8.ToArray(), "status"u8.ToArray(), "role"u8.ToArray(), "name"u8.ToArray(),
        "model"u8.ToArray(), "call_id"u8.ToArray(), "item_id"u8.ToArray(), "response_id"u8.ToArray(), "tool_use_id"u8.ToArray(),
        "tool_call_id"u8.ToArray(), "container_id"u8.ToArray(), "file_id"u8.ToArray(), "server_label"u8.ToArray(), "format"u8.ToArray(),
        "detail"u8.ToArray(), "media_type"u8.ToArray(), "cache_control"u8.ToArray(), "signature"u8.ToArray(), "data"u8.ToArray(),
        "encrypted_content"u8.ToArray(), "encrypted_index"u8.ToArray(), "image_url"u8.ToArray(), "file_data"u8.ToArray(),
        "input_audio"u8.ToArray(), "partial_image_b64"u8.ToArray(), "result"u8.ToArray(), "phase"u8.ToArray(),
    ];

    private static readonly Shape Arguments = new() { Role = Role.Nested };
    private static readonly Shape Values = new() { Role = Role.AnyValue };
    private static readonly Shape Token = new Shape { Element = true }.With(("token", new Shape { Role = Role.Text, Channel = Shape.WithinEvent }));

    /// <summary>The shape of what means nothing.</summary>
    public static Shape Nothing { get; } = new();

    /// <summary>The log probabilities of a text that stands there whole.</summary>
    public static Shape LogProbs { get; } = new() { Items = Token, Repeats = true };

    /// <summary>The shape of a member.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="outer">The shape of the object it is in.</param>
    /// <returns>The member's shape.</returns>
    public static Shape MemberOf(ReadOnlySpan<byte> name, Shape outer)
    {
        if (name.SequenceEqual("arguments"u8))
        {
            return Arguments;
        }

        if (name.SequenceEqual("input"u8))
        {
            return Values;
        }

        if (name.SequenceEqual("logprobs"u8))
        {
            return LogProbs;
        }

        foreach (var none in NoText)
        {
            if (name.SequenceEqual(none))
            {
                return Nothing;
            }
        }

        return outer;
    }
}
