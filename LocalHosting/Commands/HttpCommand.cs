using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmAspire.LocalHosting.Commands;

/// <summary>A command that sends a request to its resource.</summary>
internal sealed class HttpCommand
{
    private readonly EndpointReference _endpoint;
    private readonly string _path;
    private readonly HttpCommandOptions _options;

    /// <summary>Sends to <paramref name="path"/> of <paramref name="endpoint"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="path">The path.</param>
    /// <param name="options">What to send and what to make of the answer.</param>
    public HttpCommand(EndpointReference endpoint, string path, HttpCommandOptions options)
    {
        _endpoint = endpoint;
        _path = path;
        _options = options;
    }

    /// <summary>Sends the request.</summary>
    /// <param name="context">Who asks.</param>
    /// <returns>What became of it; without a callback a 2xx status is success.</returns>
    public async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        using var client = context.ServiceProvider.GetRequiredService<IHttpClientFactory>()
            .CreateClient(_options.HttpClientName ?? Options.DefaultName);
        if (_options.HttpClientName is null)
        {
            // As with Aspire: the user can cancel, and an answer may rightly take longer than the default of 100 s.
            client.Timeout = Timeout.InfiniteTimeSpan;
        }

        using var request = new HttpRequestMessage(_options.Method!, new UriBuilder(_endpoint.Url) { Path = _path }.Uri);
        if (_options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext
            {
                ServiceProvider = context.ServiceProvider,
                ResourceName = context.ResourceName,
                Endpoint = _endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Request = request,
            }).ConfigureAwait(false);
        }

        try
        {
            using var response = await client.SendAsync(request, context.CancellationToken).ConfigureAwait(false);
            return await ResultAsync(context, client, response).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            return CommandResults.Failure(failure);
        }
    }

    private async Task<ExecuteCommandResult> ResultAsync(ExecuteCommandContext context, HttpClient client, HttpResponseMessage response)
    {
        if (_options.GetCommandResult is { } getResult)
        {
            return await getResult(new HttpCommandResultContext
            {
                ServiceProvider = context.ServiceProvider,
                ResourceName = context.ResourceName,
                Endpoint = _endpoint,
                CancellationToken = context.CancellationToken,
                HttpClient = client,
                Response = response,
            }).ConfigureAwait(false);
        }

        return response.IsSuccessStatusCode
            ? CommandResults.Success()
            : CommandResults.Failure($"Request failed with status code {response.StatusCode}");
    }
}
