namespace LlmAspire.FilterService.Dialects;

/// <summary>Knows the dialect of a call by its path.</summary>
internal static class DialectCatalog
{
    private static readonly (string End, Dialect Dialect)[] Dialects =
    [
        ("/chat/completions", new ChatDialect()),
        ("/completions", new ChatDialect()),
        ("/embeddings", new ChatDialect()),
        ("/responses", new ResponsesDialect()),
        ("/messages", new MessagesDialect()),
    ];

    /// <summary>The ends of the paths whose dialect is known.</summary>
    public static IEnumerable<string> Paths => Dialects.Select(entry => entry.End);

    /// <summary>Finds the dialect of a call.</summary>
    /// <param name="path">What the client called, without query.</param>
    /// <returns>The dialect, or null when a filter cannot read it.</returns>
    public static Dialect? Find(string path)
    {
        var trimmed = path.TrimEnd('/');
        return Array.Find(Dialects, entry => trimmed.EndsWith(entry.End, StringComparison.OrdinalIgnoreCase)).Dialect;
    }
}
