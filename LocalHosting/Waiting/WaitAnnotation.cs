namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource starts only after another.</summary>
public sealed class WaitAnnotation : IResourceAnnotation
{
    /// <summary>Waits for <paramref name="resource"/>.</summary>
    /// <param name="resource">The other resource.</param>
    /// <param name="waitType">What is waited for.</param>
    /// <param name="exitCode">The expected exit code, for <see cref="WaitType.WaitForCompletion"/>.</param>
    public WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
        WaitType = waitType;
        ExitCode = exitCode;
    }

    /// <summary>The other resource.</summary>
    public IResource Resource { get; }

    /// <summary>What is waited for.</summary>
    public WaitType WaitType { get; }

    /// <summary>The expected exit code.</summary>
    public int ExitCode { get; }

    /// <summary>What to do when it fails; null takes the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
