using System.Globalization;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Which part of a list a request asks for, in OpenAI's words.</summary>
/// <param name="After">The id behind which the page begins; null for the beginning.</param>
/// <param name="Before">The id before which the page ends; null for none.</param>
/// <param name="Limit">The most to give, 1 to 100.</param>
/// <param name="IsDescending">Whether the newest comes first.</param>
internal sealed record Page(string? After, string? Before, int Limit, bool IsDescending)
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    /// <summary>Reads <c>after</c>, <c>before</c>, <c>limit</c> and <c>order</c>.</summary>
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

        return error is null ? new Page(IdOf(query, "after"), IdOf(query, "before"), limit, order == "desc") : null;
    }

    /// <summary>The page of items.</summary>
    /// <param name="items">All items, oldest first.</param>
    /// <returns>The page, or the error that there is nothing of an id that it is to begin or end at.</returns>
    /// <remarks>With nothing but an end, it is the page that leads up to it.</remarks>
    public JsonAnswer Of(IReadOnlyList<ApiItem> items)
    {
        List<ApiItem> all = IsDescending ? [.. items.Reverse()] : [.. items];
        var from = After is null ? 0 : all.FindIndex(item => item.Id == After) + 1;
        var to = Before is null ? all.Count : all.FindIndex(item => item.Id == Before);
        if ((After is not null && from == 0) || to < 0)
        {
            return JsonAnswer.Of(Unknown(to < 0 ? "before" : "after"));
        }

        var between = Math.Max(0, to - from);
        var shown = Math.Min(between, Limit);
        var first = Before is not null && After is null ? to - shown : from;
        return JsonAnswer.Of(ConversationJson.List(all.GetRange(shown == 0 ? 0 : first, shown), between > shown));
    }

    /// <summary>That there is nothing at which the page could begin or end.</summary>
    /// <param name="member"><c>after</c> or <c>before</c>.</param>
    /// <returns>The error.</returns>
    public static GatewayError Unknown(string member) =>
        GatewayError.BadRequest($"There is nothing of the id that '{member}' gives.", member);

    private static string? IdOf(IQueryCollection query, string member) =>
        query.TryGetValue(member, out var id) && id.ToString() is { Length: > 0 } text ? text : null;
}
