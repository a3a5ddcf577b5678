namespace Aspire.Hosting.ApplicationModel;

/// <summary>States that only this host has.</summary>
internal static class LocalResourceStates
{
    /// <summary>
    /// What the resource needs is not on this machine, and the application does without: waits for it are satisfied and references to it
    /// inject nothing.
    /// </summary>
    public const string Unavailable = "Unavailable";
}
