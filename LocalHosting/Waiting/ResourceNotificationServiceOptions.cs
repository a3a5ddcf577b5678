namespace Aspire.Hosting.ApplicationModel;

/// <summary>How waits behave.</summary>
public class ResourceNotificationServiceOptions
{
    /// <summary>
    /// What a wait does when what it waits for fails. With a dashboard it waits on, since somebody may start it again there; without one
    /// it ends.
    /// </summary>
    public WaitBehavior DefaultWaitBehavior { get; set; }
}
