using LlmAspire.Gateway.Providers;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Marks the endpoint of a path that goes to a provider unobserved.</summary>
/// <param name="Provider">The provider's name.</param>
internal sealed record PassThroughRoute(string Provider)
{
    private const string IdPrefix = "pass:";

    /// <summary>The id of a listed path's route.</summary>
    /// <param name="listed">The path.</param>
    /// <returns>An id that no other route has.</returns>
    public static string IdOf(PassThroughOptions listed) => IdPrefix + listed.Path;

    /// <summary>The mark of a route.</summary>
    /// <param name="routeId">The route's id.</param>
    /// <param name="provider">Its provider.</param>
    /// <returns>The mark, null when the route is no listed path's.</returns>
    public static PassThroughRoute? Of(string routeId, string? provider) =>
        routeId.StartsWith(IdPrefix, StringComparison.Ordinal) && provider is not null ? new PassThroughRoute(provider) : null;
}
