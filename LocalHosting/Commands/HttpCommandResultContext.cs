namespace Aspire.Hosting.ApplicationModel;

/// <summary>The response to a command's request.</summary>
public sealed class HttpCommandResultContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The id of the instance it was for.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Where it went.</summary>
    public required EndpointReference Endpoint { get; init; }

    /// <summary>Signalled when nobody waits for the result any more.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The client that sent it.</summary>
    public required HttpClient HttpClient { get; init; }

    /// <summary>The response; disposed after the callback.</summary>
    public required HttpResponseMessage Response { get; init; }
}
