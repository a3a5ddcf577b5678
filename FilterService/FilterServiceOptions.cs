namespace LlmAspire.FilterService;

/// <summary>The settings of the filter service, section <c>FilterService</c>.</summary>
public sealed class FilterServiceOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "FilterService";

    /// <summary>The largest chunk that is filtered, in bytes; a larger one is answered 413.</summary>
    public int MaxChunkBytes { get; set; } = 4 * 1024 * 1024;
}
