namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state and how it is coloured.</summary>
/// <param name="Text">The state.</param>
/// <param name="Style">One of <see cref="KnownResourceStateStyles"/>, or null for the dashboard's choice.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state in the dashboard's choice of colour.</summary>
    /// <param name="s">The state.</param>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, null);
}
