using System.Net.Http.Headers;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Providers;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// What a provider gets to see of the client's headers. Cookies, baggage, addresses and every credential stay here; the one credential
/// that the provider needs, its configured key or the client's own where that is passed through, is set in the header its API uses.
/// </summary>
internal static class ProviderHeaders
{
    private const string ApiKeyHeader = "x-api-key";

    private static readonly string[] Credentials = ["Authorization", ApiKeyHeader, "api-key", "x-goog-api-key"];

    private static readonly string[] Removed =
    [
        .. Credentials, "Proxy-Authorization", "Cookie", "baggage", "Correlation-Context",
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Real-IP", "Expect",
        "Accept-Encoding", AnswerHeaders.ConversationIdHeader, AnswerHeaders.RequestIdHeader,
    ];

    /// <summary>Sets the headers of a request to a provider.</summary>
    /// <param name="headers">Its headers, still the client's.</param>
    /// <param name="client">The client's headers.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="api">The API.</param>
    /// <param name="requestId">The request's id.</param>
    public static void Apply(HttpRequestHeaders headers, IHeaderDictionary client, Provider provider, Api api, string requestId)
    {
        foreach (var name in Removed)
        {
            // Asking the client's headers costs less than removing what is not there.
            if (client.ContainsKey(name))
            {
                headers.Remove(name);
            }
        }

        // The observer and the filters read plain bytes.
        headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        headers.TryAddWithoutValidation(AnswerHeaders.RequestIdHeader, requestId);
        var options = provider.Options;
        if (!string.IsNullOrEmpty(options.ApiKey))
        {
            SetCredential(headers, api, options.ApiKey);
        }
        else if (options.PassThroughAuth)
        {
            PassCredential(headers, client, api);
        }

        foreach (var (name, value) in options.Headers)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void SetCredential(HttpRequestHeaders headers, Api api, string key)
    {
        if (api.Dialect.KeyHeader is { } name)
        {
            headers.TryAddWithoutValidation(name, key);
        }
        else
        {
            headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }
    }

    /// <summary>
    /// The client's credential from either header, in the one that the API uses; an Anthropic client with a bearer token and no key (OAuth)
    /// keeps its bearer token.
    /// </summary>
    private static void PassCredential(HttpRequestHeaders headers, IHeaderDictionary client, Api api)
    {
        if (api.IsNative)
        {
            PassAll(headers, client);
            return;
        }

        var key = client[ApiKeyHeader].ToString();
        var authorization = client.Authorization.ToString();
        if (api.Dialect.KeyHeader == ApiKeyHeader ? key.Length > 0 : authorization.Length == 0 && key.Length > 0)
        {
            SetCredential(headers, api, key);
        }
        else if (authorization.Length > 0)
        {
            headers.TryAddWithoutValidation("Authorization", authorization);
        }
    }

    /// <summary>On a provider's own path its clients know where their credential goes.</summary>
    private static void PassAll(HttpRequestHeaders headers, IHeaderDictionary client)
    {
        foreach (var name in Credentials.Where(client.ContainsKey))
        {
            headers.TryAddWithoutValidation(name, client[name].ToString());
        }
    }
}
