namespace LlmAspire.Gateway.Dialects;

/// <summary>A <c>data:</c> URI of base64, which OpenAI writes as one text and Anthropic as media type and data (RFC 2397).</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Data">The base64.</param>
internal readonly record struct DataUri(string MediaType, string Data)
{
    private const string Scheme = "data:";
    private const string Base64 = ";base64,";

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The two halves; null when it is no such URI.</returns>
    public static DataUri? Parse(string text)
    {
        var at = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text.IndexOf(Base64, StringComparison.Ordinal) : -1;
        return at < 0 ? null : new DataUri(text[Scheme.Length..at], text[(at + Base64.Length)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}{MediaType}{Base64}{Data}";
}
