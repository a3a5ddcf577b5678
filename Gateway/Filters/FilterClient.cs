using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using LlmAspire.Gateway.Filters.Streams;
using LlmAspire.Gateway.Telemetry;
using LlmAspire.ServiceDefaults.Discovery;

namespace LlmAspire.Gateway.Filters;

/// <summary>
/// Calls filters: in the chunk protocol one call per chunk, in the stream protocol one HTTP/2 exchange per answer. One pool of connections
/// for every filter and call. Thread-safe.
/// </summary>
/// <remarks>
/// HttpClient's own spans are off, since they would be one per chunk. The first call of an answer is traced; the others carry
/// the same trace with its sampled flag off, so that the filter's service does not record them either.
/// </remarks>
internal sealed class FilterClient : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024 * 1024;
    private const int FirstBytes = 4096;

    private readonly ServiceEndpointResolver _endpoints;
    private readonly ConcurrentDictionary<FilterDefinition, ResolvedAddress> _addresses = [];
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),

        // A connection takes 100 exchanges; the next one would wait for ever on the only connection that there is otherwise.
        EnableMultipleHttp2Connections = true,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = TimeSpan.FromSeconds(15),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
    });

    /// <summary>Finds filters by <paramref name="endpoints"/>.</summary>
    /// <param name="endpoints">Service discovery.</param>
    public FilterClient(ServiceEndpointResolver endpoints) => _endpoints = endpoints;

    /// <summary>Where a filter answers.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="path">The path that the client called.</param>
    /// <returns>The real address.</returns>
    public Uri AddressOf(FilterDefinition filter, string path)
    {
        var address = _addresses.GetOrAdd(filter, static (filter, endpoints) => endpoints.Follow(new Uri(filter.Address)), _endpoints);
        return new Uri(address.Next().TrimEnd('/') + (filter.Streams ? "/stream" : path));
    }

    /// <summary>Opens an exchange of the stream protocol.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="subject">What the filter is told.</param>
    /// <param name="traceParent">The trace to name.</param>
    /// <param name="content">What is sent, as it comes.</param>
    /// <param name="cancellationToken">Ends the exchange while its headers have not come.</param>
    /// <returns>The answer, once its headers have come.</returns>
    /// <exception cref="HttpRequestException">The filter could not be reached, or does not speak HTTP/2.</exception>
    public Task<HttpResponseMessage> OpenAsync(
        Uri address, FilterSubject subject, string traceParent, FilterRequestContent content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("x-original-path", subject.Path);
        request.Headers.TryAddWithoutValidation("x-original-content-type", subject.ContentType);
        request.Headers.TryAddWithoutValidation("x-original-direction", subject.IsRequest ? "request" : "response");
        AddHeaders(request.Headers, subject, traceParent);
        return _http.SendAsync(request, cancellationToken);
    }

    /// <summary>Sends one chunk.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="subject">What the filter is told.</param>
    /// <param name="traceParent">The trace to name.</param>
    /// <param name="chunk">The bytes.</param>
    /// <param name="into">Takes the answer's body; grown when it must be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status, and how many bytes of <paramref name="into"/> are the body.</returns>
    /// <exception cref="HttpRequestException">The filter could not be reached, broke off, or sent too much.</exception>
    public async Task<(int Status, int Length)> SendAsync(
        Uri address,
        FilterSubject subject,
        string traceParent,
        ReadOnlyMemory<byte> chunk,
        FilterBuffer into,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(chunk) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(subject.ContentType);
        if (subject.IsRequest)
        {
            request.Headers.TryAddWithoutValidation("x-original-direction", "request");
        }

        AddHeaders(request.Headers, subject, traceParent);
        using var response = await _http.SendAsync(request, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = 0;
        while (true)
        {
            if (length >= MaxAnswerBytes)
            {
                throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, "The filter's answer is too long.");
            }

            var count = await body.ReadAsync(into.From(length, FirstBytes), cancellationToken);
            if (count == 0)
            {
                return ((int)response.StatusCode, length);
            }

            length += count;
        }
    }

    /// <summary>Starts the span of the first call.</summary>
    /// <param name="address">Where to.</param>
    /// <returns>The span, or null when nobody listens.</returns>
    public static Activity? StartSpan(Uri address)
    {
        var span = GatewayActivitySource.Source.StartActivity("POST", ActivityKind.Client);
        if (span is not null)
        {
            AddRequest(span, address);
        }

        return span;
    }

    /// <summary>Says on a span what was called.</summary>
    /// <param name="span">The span.</param>
    /// <param name="address">Where to.</param>
    public static void AddRequest(Activity span, Uri address)
    {
        span.SetTag(Names.Attributes.HttpMethod, "POST");
        span.SetTag(Names.Attributes.UrlFull, address.AbsoluteUri);
        span.SetTag(Names.Attributes.ServerAddress, address.Host);
        span.SetTag(Names.Attributes.ServerPort, address.Port);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _http.Dispose();
        foreach (var address in _addresses.Values)
        {
            address.Dispose();
        }
    }

    private static void AddHeaders(HttpRequestHeaders headers, FilterSubject subject, string traceParent)
    {
        headers.TryAddWithoutValidation(Forwarding.AnswerHeaders.RequestIdHeader, subject.RequestId);
        if (subject.ConversationId is not null)
        {
            headers.TryAddWithoutValidation(Forwarding.AnswerHeaders.ConversationIdHeader, subject.ConversationId);
        }

        headers.TryAddWithoutValidation("traceparent", traceParent);
    }
}
