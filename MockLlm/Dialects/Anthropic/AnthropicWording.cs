namespace LlmAspire.MockLlm.Dialects.Anthropic;

/// <summary>Anthropic's sentences, as its API sends them.</summary>
internal sealed class AnthropicWording : FailureWording
{
    /// <summary>The one instance.</summary>
    public static readonly AnthropicWording Instance = new();

    private AnthropicWording()
    {
    }

    /// <inheritdoc/>
    public override Failure InvalidJson() => new(FailureKind.InvalidJson, 400, "The request body is not valid JSON.");

    /// <inheritdoc/>
    public override Failure Missing(string name) => new(FailureKind.MissingMember, 400, $"{name}: Field required") { Member = name };

    /// <inheritdoc/>
    public override Failure Empty(string name) =>
        new(FailureKind.EmptyArray, 400, $"{name}: at least one message is required") { Member = name };

    /// <inheritdoc/>
    public override Failure WrongType(string name, string expected, string actual) =>
        new(FailureKind.InvalidType, 400, $"{name}: Input should be a valid {Noun(expected)}") { Member = name };

    /// <inheritdoc/>
    public override Failure OutOfRange(string name, int actual, int least, int most) => actual < least
        ? new(FailureKind.BelowLeast, 400, $"{name}: Input should be greater than or equal to {least}") { Member = name }
        : new(FailureKind.AboveMost, 400, $"{name}: Input should be less than or equal to {most}") { Member = name };

    /// <inheritdoc/>
    public override Failure NotAllowed(string name, string actual, params ReadOnlySpan<string> allowed) =>
        new(FailureKind.InvalidValue, 400, $"{name}: Input should be '{string.Join("' or '", allowed)}'") { Member = name };

    /// <inheritdoc/>
    public override Failure TooLarge() => new(FailureKind.TooLarge, 413, "Request exceeds the maximum size");

    /// <inheritdoc/>
    public override Failure UnknownModel(string model) => new(FailureKind.UnknownModel, 404, $"model: {model}");

    /// <inheritdoc/>
    public override Failure UnknownPath(string method, string path) => new(FailureKind.UnknownPath, 404, "Not found");

    /// <inheritdoc/>
    public override Failure WrongMethod(string method, string path) => new(FailureKind.WrongMethod, 405, "Method Not Allowed");

    /// <inheritdoc/>
    public override Failure RateLimited(TimeSpan retryAfter) => new(FailureKind.RateLimited, 429,
        "This request would exceed your organization's rate limit. Please try again later.")
    { RetryAfter = retryAfter };

    /// <inheritdoc/>
    public override Failure Unavailable() => new(FailureKind.Unavailable, 503, "Overloaded");

    private static string Noun(string expected) => expected switch
    {
        "an array" => "list",
        "an object" => "dictionary",
        _ => expected[(expected.IndexOf(' ', StringComparison.Ordinal) + 1)..],
    };
}
