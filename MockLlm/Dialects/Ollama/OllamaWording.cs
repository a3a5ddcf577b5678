namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>Ollama's sentences.</summary>
internal sealed class OllamaWording : FailureWording
{
    /// <summary>The one instance.</summary>
    public static readonly OllamaWording Instance = new();

    private OllamaWording()
    {
    }

    /// <inheritdoc/>
    public override Failure InvalidJson() => new(FailureKind.InvalidJson, 400, "invalid character in JSON body");

    /// <inheritdoc/>
    public override Failure Missing(string name) => new(FailureKind.MissingMember, 400, $"{name} is required") { Member = name };

    /// <inheritdoc/>
    public override Failure Empty(string name) => Missing(name);

    /// <inheritdoc/>
    public override Failure WrongType(string name, string expected, string actual) =>
        new(FailureKind.InvalidType, 400, $"json: cannot unmarshal {actual} into field {name}, expected {expected}") { Member = name };

    /// <inheritdoc/>
    public override Failure OutOfRange(string name, int actual, int least, int most) =>
        new(FailureKind.InvalidValue, 400, $"invalid value for {name}: {actual}") { Member = name };

    /// <inheritdoc/>
    public override Failure NotAllowed(string name, string actual, params ReadOnlySpan<string> allowed) =>
        new(FailureKind.InvalidValue, 400, $"invalid value for {name}: {actual}") { Member = name };

    /// <inheritdoc/>
    public override Failure TooLarge() => new(FailureKind.TooLarge, 413, "http: request body too large");

    /// <inheritdoc/>
    public override Failure UnknownModel(string model) => new(FailureKind.UnknownModel, 404, $"model '{model}' not found");

    /// <inheritdoc/>
    public override Failure UnknownPath(string method, string path) => new(FailureKind.UnknownPath, 404, "404 page not found");

    /// <inheritdoc/>
    public override Failure WrongMethod(string method, string path) => new(FailureKind.WrongMethod, 405, "405 method not allowed");

    /// <inheritdoc/>
    public override Failure RateLimited(TimeSpan retryAfter) =>
        new(FailureKind.RateLimited, 429, "too many requests") { RetryAfter = retryAfter };

    /// <inheritdoc/>
    public override Failure Unavailable() =>
        new(FailureKind.Unavailable, 503, "server busy, please try again. maximum pending requests exceeded");
}
