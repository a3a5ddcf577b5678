namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command that sends a request looks and what it sends.</summary>
public class HttpCommandOptions : CommandOptions
{
    /// <summary>Chooses the endpoint; by default the first of https and http.</summary>
    public Func<EndpointReference>? EndpointSelector { get; set; }

    /// <summary>The name of the client that <see cref="IHttpClientFactory"/> makes.</summary>
    public string? HttpClientName { get; set; }

    /// <summary>The method; POST by default.</summary>
    public HttpMethod? Method { get; set; }

    /// <summary>Completes the request: headers, body.</summary>
    public Func<HttpCommandRequestContext, Task>? PrepareRequest { get; set; }

    /// <summary>Turns the response into a result; by default a 2xx status is success.</summary>
    public Func<HttpCommandResultContext, Task<ExecuteCommandResult>>? GetCommandResult { get; set; }
}
