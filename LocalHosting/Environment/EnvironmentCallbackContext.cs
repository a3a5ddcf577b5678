namespace Aspire.Hosting.ApplicationModel;

/// <summary>The environment of a resource while it is put together, at each start.</summary>
public class EnvironmentCallbackContext
{
    private readonly IResource? _resource;

    /// <summary>Begins an environment.</summary>
    /// <param name="executionContext">What is being done with the application.</param>
    /// <param name="environmentVariables">The variables so far.</param>
    /// <param name="cancellationToken">Signalled when the start is given up.</param>
    public EnvironmentCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        Dictionary<string, object>? environmentVariables = null,
        CancellationToken cancellationToken = default)
    {
        ExecutionContext = executionContext;
        EnvironmentVariables = environmentVariables ?? [];
        CancellationToken = cancellationToken;
    }

    /// <summary>Begins the environment of a resource.</summary>
    /// <param name="executionContext">What is being done with the application.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="environmentVariables">The variables so far.</param>
    /// <param name="cancellationToken">Signalled when the start is given up.</param>
    public EnvironmentCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        IResource resource,
        Dictionary<string, object>? environmentVariables = null,
        CancellationToken cancellationToken = default)
        : this(executionContext, environmentVariables, cancellationToken) => _resource = resource;

    /// <summary>The variables: strings, and values that are resolved afterwards. Later callbacks overwrite earlier ones.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; }

    /// <summary>Signalled when the start is given up.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>What is being done with the application.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resource.</summary>
    /// <exception cref="InvalidOperationException">The context was made without one.</exception>
    public IResource Resource => _resource ?? throw new InvalidOperationException("This environment belongs to no resource.");
}
