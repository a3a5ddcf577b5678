namespace Aspire.Hosting.ApplicationModel;

/// <summary>The URLs of a resource while they are put together.</summary>
public class ResourceUrlsCallbackContext
{
    /// <summary>Begins the URLs of a resource.</summary>
    /// <param name="executionContext">What is being done with the application.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="urls">The URLs so far.</param>
    /// <param name="cancellationToken">Signalled when the start is given up.</param>
    public ResourceUrlsCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        IResource resource,
        List<ResourceUrlAnnotation>? urls = null,
        CancellationToken cancellationToken = default)
    {
        ExecutionContext = executionContext;
        Resource = resource;
        Urls = urls ?? [];
        CancellationToken = cancellationToken;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The URLs: one an endpoint, and what callbacks added.</summary>

    public List<ResourceUrlAnnotation> Urls { get; }


    /// <summary>What is being done with the application.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Signalled when the start is given up.</summary>
    public CancellationToken CancellationToken { get; }
}
