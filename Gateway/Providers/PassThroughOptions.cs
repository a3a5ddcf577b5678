namespace LlmAspire.Gateway.Providers;

/// <summary>
/// A path that goes to a provider as it is, an element of section <c>Gateway:PassThrough</c>: nothing of it is observed, filtered or kept.
/// Paths that are not listed, and are none of the gateway's own, are 404.
/// </summary>
public sealed class PassThroughOptions
{
    /// <summary>The path, such as <c>/v1/files</c>; <c>/v1/files/*</c> is everything below it.</summary>
    public string Path { get; set; } = "";

    /// <summary>The provider's name.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The path as a route's pattern.</summary>
    internal string Pattern => Path.EndsWith("/*", StringComparison.Ordinal) ? Path[..^1] + "{**rest}" : Path;
}
