namespace LlmAspire.Gateway.Streaming;

/// <summary>The kind of a JSON value that is not a container.</summary>
internal enum JsonScalar
{
    /// <summary>A string; its bytes are as they stand on the wire, escapes included, quotes not.</summary>
    String,

    /// <summary>A number, as written.</summary>
    Number,

    /// <summary>The literal true.</summary>
    True,

    /// <summary>The literal false.</summary>
    False,

    /// <summary>The literal null.</summary>
    Null,
}
