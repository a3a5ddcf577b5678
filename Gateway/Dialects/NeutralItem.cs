namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// An item as every dialect can say it: who says what, calls which tool, or returns what. What only one dialect has (reasoning, citations,
/// cache marks) is not in it: that crosses no border, and stays in the item's own bytes.
/// </summary>
/// <param name="Role">A constant of <see cref="ItemRole"/>.</param>
/// <param name="Parts">What is said.</param>
internal sealed record NeutralItem(string Role, IReadOnlyList<ItemPart> Parts)
{
    /// <summary>Its text.</summary>
    public string Text => ItemPart.TextOf(Parts);

    /// <summary>The ids of its tool calls and results in order, with blanks between them.</summary>
    public string ToolIds => string.Join(' ', Parts.Where(part => part.Id.Length > 0).Select(part => part.Id));

    /// <summary>
    /// Whether two items are the same one: same role, text and tool ids. Parts may be cut differently, and clients cut white space off at the
    /// ends.
    /// </summary>
    /// <param name="other">The other.</param>
    /// <returns>True when they are, and there is something in them to tell by.</returns>
    public bool IsSame(NeutralItem other) =>
        Role == other.Role && Parts.Count > 0 && Text.AsSpan().Trim().SequenceEqual(other.Text.AsSpan().Trim()) && ToolIds == other.ToolIds;
}
