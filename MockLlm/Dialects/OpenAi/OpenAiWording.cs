namespace LlmAspire.MockLlm.Dialects.OpenAi;

/// <summary>OpenAI's sentences, as its API sends them.</summary>
internal sealed class OpenAiWording : FailureWording
{
    /// <summary>The one instance.</summary>
    public static readonly OpenAiWording Instance = new();

    private OpenAiWording()
    {
    }

    /// <inheritdoc/>
    public override Failure InvalidJson() => new(FailureKind.InvalidJson, 400,
        "We could not parse the JSON body of your request. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.");

    /// <inheritdoc/>
    public override Failure Missing(string name) =>
        new(FailureKind.MissingMember, 400, $"Missing required parameter: '{name}'.") { Member = name };

    /// <inheritdoc/>
    public override Failure Empty(string name) => new(FailureKind.EmptyArray, 400,
        $"Invalid '{name}': empty array. Expected an array with minimum length 1, but got an empty array instead.")
    { Member = name };

    /// <inheritdoc/>
    public override Failure WrongType(string name, string expected, string actual) => new(FailureKind.InvalidType, 400,
        $"Invalid type for '{name}': expected {expected}, but got {actual} instead.")
    { Member = name };

    /// <inheritdoc/>
    public override Failure OutOfRange(string name, int actual, int least, int most) => actual < least
        ? new(FailureKind.BelowLeast, 400,
            $"Invalid '{name}': integer below minimum value. Expected a value >= {least}, but got {actual} instead.")
        { Member = name }
        : new(FailureKind.AboveMost, 400,
            $"Invalid '{name}': integer above maximum value. Expected a value <= {most}, but got {actual} instead.")
        { Member = name };

    /// <inheritdoc/>
    public override Failure NotAllowed(string name, string actual, params ReadOnlySpan<string> allowed) => new(
        FailureKind.InvalidValue,
        400,
        $"Invalid value: '{actual}'. Supported values are: '{string.Join("', '", allowed)}'.")
    { Member = name };

    /// <inheritdoc/>
    public override Failure TooLarge() => new(FailureKind.TooLarge, 413, "The request body is too large.");

    /// <inheritdoc/>
    public override Failure UnknownModel(string model) =>
        new(FailureKind.UnknownModel, 404, $"The model `{model}` does not exist or you do not have access to it.");

    /// <inheritdoc/>
    public override Failure UnknownPath(string method, string path) =>
        new(FailureKind.UnknownPath, 404, $"Invalid URL ({method} {path})");

    /// <inheritdoc/>
    public override Failure WrongMethod(string method, string path) =>
        new(FailureKind.WrongMethod, 405, $"Not allowed to {method} on {path}.");

    /// <inheritdoc/>
    public override Failure RateLimited(TimeSpan retryAfter) => new(FailureKind.RateLimited, 429,
        $"Rate limit reached. Please try again in {retryAfter.TotalSeconds:0.###}s.")
    { RetryAfter = retryAfter };

    /// <inheritdoc/>
    public override Failure Unavailable() =>
        new(FailureKind.Unavailable, 503, "The server is overloaded or not ready yet.");
}
