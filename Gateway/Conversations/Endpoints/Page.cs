using System.Globalization;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Which part of a list a request asks for, in OpenAI's words.</summary>
/// <param name="After">The id behind which the page begins; null for the beginning.</param>
/// <param name="Limit">The most to give, 1 to 100.</param>
/// <param name="IsDescending">Whether the newest comes first.</param>
internal sealed record Page(string? After, int Limit, bool IsDescending)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    /// <summary>Reads <c>after</c>, <c>limit</c> and <c>order</c>.</summary>
    /// <param name="query">The request's query.</param>
    /// <param name="error">What is wrong, when null is returned.</param>
    /// <returns>The page, or null.</returns>
    public static Page? Read(IQueryCollection query, out GatewayError? error)
    {
        error = null;
        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var wanted)
            && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            error = GatewayError.BadRequest($"'limit' must be a number from 1 to {MaxLimit}.", "limit");
        }

        var order = query.TryGetValue("order", out var given) ? given.ToString() : "desc";
        if (order is not ("asc" or "desc"))
        {
            error = GatewayError.BadRequest("'order' must be 'asc' or 'desc'.", "order");
        }

        var after = query.TryGetValue("after", out var id) && id.ToString() is { Length: > 0 } text ? text : null;
        return error is null ? new Page(after, limit, order == "desc") : null;
    }

    /// <summary>That there is nothing behind which the page could begin.</summary>
    /// <returns>The error.</returns>
    public static GatewayError UnknownAfter() => GatewayError.BadRequest("There is nothing of the id that 'after' gives.", "after");
}
