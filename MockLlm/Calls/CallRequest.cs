namespace LlmAspire.MockLlm.Calls;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path with its query.</param>
/// <param name="Headers">The headers; credentials only as the first half of their SHA-256, so that a test can compare without showing
/// them.</param>
/// <param name="Body">The body as text, cut at <see cref="MockLlmOptions.KeepBodyBytes"/>; null until it was read.</param>
internal sealed record CallRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    /// <summary>A request whose body has not been read.</summary>
    /// <param name="request">The request.</param>
    /// <returns>A copy of all but the body.</returns>
    public static CallRequest Of(HttpRequest request) =>
        new(request.Method, request.Path + request.QueryString, CallHeaders.Copy(request.Headers), null);

    /// <summary>The body; set once it was read.</summary>
    public string? Body { get; set; } = Body;
}
