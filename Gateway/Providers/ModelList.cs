using System.Text.Json;

namespace LlmAspire.Gateway.Providers;

/// <summary>
/// What <c>GET /v1/models</c> lists: aliases and listed models, and the default provider's own list where it answers in OpenAI's shape.
/// </summary>
internal sealed partial class ModelList
{
    /// <summary>The name of the client that asks the default provider.</summary>
    public const string HttpClientName = "providers";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly ProviderCatalog _catalog;
    private readonly IHttpClientFactory _clients;
    private readonly ILogger<ModelList> _logger;

    /// <summary>Lists the models of <paramref name="catalog"/>.</summary>
    /// <param name="catalog">The providers.</param>
    /// <param name="clients">Makes the client that asks the default provider.</param>
    /// <param name="logger">The log.</param>
    public ModelList(ProviderCatalog catalog, IHttpClientFactory clients, ILogger<ModelList> logger)
    {
        _catalog = catalog;
        _clients = clients;
        _logger = logger;
    }

    /// <summary>The models with their owners, each once.</summary>
    /// <param name="cancellationToken">Ends the question to the default provider.</param>
    /// <returns>The models.</returns>
    public async Task<IReadOnlyList<(string Model, string Provider)>> ReadAsync(CancellationToken cancellationToken)
    {
        var models = _catalog.Models.ToList();
        if (_catalog.Default is { } provider)
        {
            models.AddRange(await AskAsync(provider, cancellationToken));
        }

        return [.. models.DistinctBy(known => known.Model)];
    }

    private async Task<IEnumerable<(string Model, string Provider)>> AskAsync(Provider provider, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            using var client = _clients.CreateClient(HttpClientName);
            using var request = new HttpRequestMessage(HttpMethod.Get, provider.Address.AbsoluteUri.TrimEnd('/') + "/v1/models");
            if (!string.IsNullOrEmpty(provider.Options.ApiKey))
            {
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + provider.Options.ApiKey);
            }

            using var response = await client.SendAsync(request, deadline.Token);
            response.EnsureSuccessStatusCode();
            using var list = await JsonDocument.ParseAsync(
                await response.Content.ReadAsStreamAsync(deadline.Token), cancellationToken: deadline.Token);
            return Ids(list).Select(id => (id, provider.Name)).ToList();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            Log.ListUnavailable(_logger, exception, provider.Name);
            return [];
        }
    }

    private static IEnumerable<string> Ids(JsonDocument list)
    {
        if (list.RootElement.ValueKind != JsonValueKind.Object || !list.RootElement.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var model in data.EnumerateArray())
        {
            if (model.ValueKind == JsonValueKind.Object && model.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String)
            {
                yield return id.GetString()!;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 200, Level = LogLevel.Debug, Message = "The models of {Provider} are not listed")]
        public static partial void ListUnavailable(ILogger logger, Exception exception, string provider);
    }
}
