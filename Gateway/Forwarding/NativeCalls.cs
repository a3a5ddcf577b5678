using System.Buffers;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Providers;
using Microsoft.AspNetCore.Http.Features;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// Calls of <c>/providers/{name}/{**path}</c>: any method and body goes to that provider at that path, unchanged, and the answer is observed
/// in the dialect that path and body tell.
/// </summary>
internal static class NativeCalls
{
    /// <summary>Query members that are credentials, which Google takes there too.</summary>
    private static readonly string[] Secrets = ["key", "api_key", "api-key", "access_token"];

    private static readonly SearchValues<string> DotSegments =
        SearchValues.Create(["/../", "/./", "\\", "/..", "%2e", "%5c"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The provider that a request's path names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="catalog">The providers.</param>
    /// <param name="native">What the provider's own path says.</param>
    /// <param name="error">Why it is refused, when null is returned.</param>
    /// <returns>The provider, or null.</returns>
    public static Provider? Find(HttpRequest request, ProviderCatalog catalog, out NativePath native, out GatewayError? error)
    {
        native = NativePath.Of("/" + request.RouteValues["path"]);
        var name = request.RouteValues["provider"]?.ToString() ?? "";
        if (catalog.ByName(name) is not { } provider)
        {
            var names = string.Join(", ", catalog.Providers.Select(known => known.Name));
            error = GatewayError.NoSuchProvider($"There is no provider '{name}'. There are: {names}.");
            return null;
        }

        // A provider's address may have a path of its own, which none of its clients may leave.
        error = Target(request).AsSpan().IndexOfAny(DotSegments) >= 0 ? GatewayError.NoSuchPath(request.Method, request.Path)
            : native.Dialect != Dialect.Unknown && !provider.Has(Api.Native(native, request.Path, asksModel: true))
                ? GatewayError.UnsupportedApi($"The provider '{provider.Name}' does not have {native.Dialect.Name}.")
            : null;
        return error is null ? provider : null;
    }

    /// <summary>The API that a request uses.</summary>
    /// <param name="request">The request.</param>
    /// <param name="view">What it asks.</param>
    /// <param name="native">What its path says.</param>
    /// <returns>The API.</returns>
    public static Api ApiOf(HttpRequest request, RequestView view, in NativePath native)
    {
        var asksModel = HttpMethods.IsPost(request.Method) && (native.Dialect != Dialect.Unknown || view.Model.Length > 0);
        return Api.Native(native, request.Path, asksModel);
    }

    /// <summary>Where a request goes: the provider's path and query exactly as the client wrote them, but for a credential among the query.</summary>
    /// <param name="request">The request.</param>
    /// <param name="prefix">The provider's address.</param>
    /// <param name="passesCredential">Whether the client's credential goes along.</param>
    /// <returns>The address.</returns>
    public static Uri Destination(HttpRequest request, string prefix, bool passesCredential)
    {
        var target = Target(request);
        var path = target.IndexOf('/', Api.NativePrefix.Length);
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var kept = query < 0 || passesCredential ? target[path..] : target[path..query] + WithoutSecrets(target[(query + 1)..]);
        return new Uri(prefix.TrimEnd('/') + kept);
    }

    /// <summary>Path and query as the client wrote them; a request that gives a whole address instead has them decoded and encoded again.</summary>
    private static string Target(HttpRequest request)
    {
        var raw = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return raw.StartsWith(Api.NativePrefix, StringComparison.OrdinalIgnoreCase) ? raw : request.Path.ToUriComponent() + request.QueryString;
    }

    private static string WithoutSecrets(string query)
    {
        var kept = query.Split('&').Where(member => !Secrets.Contains(Uri.UnescapeDataString(member.Split('=')[0]), StringComparer.OrdinalIgnoreCase));
        var joined = string.Join('&', kept);
        return joined.Length > 0 ? "?" + joined : "";
    }
}
