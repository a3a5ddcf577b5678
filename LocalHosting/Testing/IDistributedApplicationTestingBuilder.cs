namespace Aspire.Hosting.Testing;

/// <summary>An app host's application that a test may change before it is built.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The application, not started. Disposing it ends everything it started.</returns>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
