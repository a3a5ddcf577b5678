namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command looks and when it can be used.</summary>
public class CommandOptions
{
    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>What is asked before it runs; null asks nothing.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>A Fluent icon name.</summary>
    public string? IconName { get; set; }

    /// <summary>How the icon is drawn.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it has a button of its own in the resource's row.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>
    /// Whether it can be used; called at each change of the resource, under a lock, so it must be quick. By default it always can.
    /// </summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
