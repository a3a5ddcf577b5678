namespace LlmAspire.FilterService.Dialects;

/// <summary>What a field of an event holds.</summary>
internal enum FieldKind
{
    /// <summary>Text of the answer.</summary>
    Text,

    /// <summary>A JSON text within a string, such as a tool call's arguments.</summary>
    Nested,

    /// <summary>A number, which a rule may take for something else.</summary>
    Number,
}
