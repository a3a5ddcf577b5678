namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command as it can be used now.</summary>
/// <param name="Name">The name by which it is executed.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="DisplayName">The text on the button.</param>
/// <param name="DisplayDescription">What it does.</param>
/// <param name="Parameter">Kept for the signature; always null here.</param>
/// <param name="ConfirmationMessage">What is asked before it runs, if anything.</param>
/// <param name="IconName">A Fluent icon name.</param>
/// <param name="IconVariant">How the icon is drawn.</param>
/// <param name="IsHighlighted">Whether it has a button of its own in the resource's row.</param>
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted);
