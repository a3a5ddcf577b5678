namespace LlmAspire.Gateway.Streaming;

/// <summary>Takes what a <see cref="JsonScanner"/> finds at the places it was told to look. Spans are valid only during the call.</summary>
internal interface IJsonSink
{
    /// <summary>A scalar stands at a wanted place.</summary>
    /// <param name="slot">The place's slot.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="raw">Its bytes on the wire.</param>
    void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw);

    /// <summary>A part of a string stands at a place whose text is wanted; parts come in order and are never empty.</summary>
    /// <param name="slot">The place's slot.</param>
    /// <param name="raw">The part's bytes on the wire, escapes included; an escape may be cut by the border of two parts.</param>
    void Text(int slot, ReadOnlySpan<byte> raw);

    /// <summary>The string at a place whose text is wanted is complete; told of an empty one too.</summary>
    /// <param name="slot">The place's slot.</param>
    void EndText(int slot);

    /// <summary>A container opens at a wanted place.</summary>
    /// <param name="slot">The place's slot.</param>
    /// <param name="position">Its position when it is an array's element, else 0.</param>
    void Enter(int slot, int position);

    /// <summary>The container that <see cref="Enter"/> announced has closed. Not told for a place with nothing wanted below it.</summary>
    /// <param name="slot">The place's slot.</param>
    void Leave(int slot);
}
