namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named fact about a resource.</summary>
/// <param name="Name">One of the names the dashboard knows, or one of its own.</param>
/// <param name="Value">A string, a number, a date or a list of strings.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether the value is masked until asked for.</summary>
    public bool IsSensitive { get; init; }
}
