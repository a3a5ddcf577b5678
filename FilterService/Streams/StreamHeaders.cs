namespace LlmAspire.FilterService.Streams;

/// <summary>The request headers of the stream protocol.</summary>
internal static class StreamHeaders
{
    /// <summary>What the client called, without query.</summary>
    public const string OriginalPath = "x-original-path";

    /// <summary>The media type of what is filtered.</summary>
    public const string OriginalContentType = "x-original-content-type";

    /// <summary><c>request</c> or <c>response</c> (the default).</summary>
    public const string OriginalDirection = "x-original-direction";

    /// <summary>The direction of an input filter.</summary>
    public const string Request = "request";
}
