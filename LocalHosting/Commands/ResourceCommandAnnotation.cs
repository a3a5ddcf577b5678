namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that can be done with a resource.</summary>
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    /// <summary>Describes the command.</summary>
    /// <param name="name">The name by which it is executed.</param>
    /// <param name="displayName">The text on the button.</param>
    /// <param name="updateState">Whether it can be used.</param>
    /// <param name="executeCommand">What it does.</param>
    /// <param name="displayDescription">What it does, in a sentence.</param>
    /// <param name="parameter">Kept for the signature.</param>
    /// <param name="confirmationMessage">What is asked before it runs.</param>
    /// <param name="iconName">A Fluent icon name.</param>
    /// <param name="iconVariant">How the icon is drawn.</param>
    /// <param name="isHighlighted">Whether it has a button of its own in the resource's row.</param>
    public ResourceCommandAnnotation(
        string name,
        string displayName,
        Func<UpdateCommandStateContext, ResourceCommandState> updateState,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        string? displayDescription,
        object? parameter,
        string? confirmationMessage,
        string? iconName,
        IconVariant? iconVariant,
        bool isHighlighted)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(displayName);
        ArgumentNullException.ThrowIfNull(updateState);
        ArgumentNullException.ThrowIfNull(executeCommand);
        Name = name;
        DisplayName = displayName;
        UpdateState = updateState;
        ExecuteCommand = executeCommand;
        DisplayDescription = displayDescription;
        Parameter = parameter;
        ConfirmationMessage = confirmationMessage;
        IconName = iconName;
        IconVariant = iconVariant;
        IsHighlighted = isHighlighted;
    }

    /// <summary>The name by which it is executed.</summary>
    public string Name { get; }

    /// <summary>The text on the button.</summary>
    public string DisplayName { get; }

    /// <summary>Whether it can be used; called under a lock at each change of the resource.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }

    /// <summary>What it does.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }

    /// <summary>What it does, in a sentence.</summary>
    public string? DisplayDescription { get; }

    /// <summary>Kept for the signature.</summary>
    public object? Parameter { get; }

    /// <summary>What is asked before it runs.</summary>
    public string? ConfirmationMessage { get; }

    /// <summary>A Fluent icon name.</summary>
    public string? IconName { get; }

    /// <summary>How the icon is drawn.</summary>
    public IconVariant? IconVariant { get; }

    /// <summary>Whether it has a button of its own in the resource's row.</summary>
    public bool IsHighlighted { get; }
}
