namespace LlmAspire.MockLlm.Answers;

/// <summary>Whether tools must be called.</summary>
/// <param name="Required">At least one must be.</param>
/// <param name="Name">This one must be; null when any will do.</param>
internal sealed record ToolChoice(bool Required, string? Name)
{
    /// <summary>No tool.</summary>
    public static readonly ToolChoice None = new(false, null) { Forbidden = true };

    /// <summary>As the model likes.</summary>
    public static readonly ToolChoice Auto = new(false, null);

    /// <summary>Any tool.</summary>
    public static readonly ToolChoice Any = new(true, null);

    /// <summary>None may be.</summary>
    public bool Forbidden { get; private init; }
}
