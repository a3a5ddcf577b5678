namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a wait does when what it waits for fails or ends.</summary>
public enum WaitBehavior
{
    /// <summary>Waits on, for somebody may start it again.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>Ends with an error.</summary>
    StopOnResourceUnavailable = 1,
}
