namespace LlmAspire.Gateway.Dialects;

/// <summary>A part of an item in neutral form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, the URL, or the arguments as the model wrote them.</param>
/// <param name="Id">A tool call's id, in the call and in its result.</param>
/// <param name="Name">The tool's or the file's name.</param>
internal sealed record ItemPart(PartKind Kind, string Text, string Id = "", string Name = "")
{
    /// <summary>What a tool returned: texts, images and files.</summary>
    public IReadOnlyList<ItemPart> Parts { get; init; } = [];

    /// <summary>Whether the tool says that it failed.</summary>
    public bool IsError { get; init; }

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The part.</returns>
    public static ItemPart OfText(string text) => new(PartKind.Text, text);

    /// <summary>All text within parts.</summary>
    /// <param name="parts">The parts.</param>
    /// <returns>The texts, one after the other.</returns>
    public static string TextOf(IEnumerable<ItemPart> parts) =>
        string.Concat(parts.Where(part => part.Kind == PartKind.Text).Select(part => part.Text));
}
