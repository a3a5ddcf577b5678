using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations;

/// <summary>What a request says of the conversation that it belongs to.</summary>
internal sealed record ConversationIntent
{
    /// <summary>The header that names a conversation.</summary>
    public const string Header = "x-conversation-id";

    private const string PreviousResponseId = "previous_response_id";
    private const string ConversationMember = "conversation";

    /// <summary>A request that belongs to none.</summary>
    public static readonly ConversationIntent None = new();

    /// <summary>The conversation that is named; null when none is.</summary>
    public ConversationKey? Key { get; private init; }

    /// <summary>The response that the request continues, as tenant and id; null when it continues none.</summary>
    public ConversationKey? Previous { get; private init; }

    /// <summary>Whether the conversation must exist: a header may name a new one, the API's own member may not.</summary>
    public bool MustExist { get; private init; }

    /// <summary>Whether the gateway has just made the conversation up, so that there is nothing to read.</summary>
    public bool IsUnnamed { get; private init; }

    /// <summary>Whether the turn is kept.</summary>
    public bool IsKept { get; private init; }

    /// <summary>Whether the gateway holds the state, so that the provider must not see the members that name it.</summary>
    public bool HoldsState { get; private init; }

    /// <summary>Reads a request.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="api">The API.</param>
    /// <param name="view">The request.</param>
    /// <param name="header">The header's value; null when there is none.</param>
    /// <param name="recordsAll">Whether calls that name no conversation are recorded too.</param>
    /// <param name="isStateAtProvider">Whether the provider holds the state of the Responses API itself.</param>
    /// <param name="error">What is wrong; null when nothing is.</param>
    /// <returns>What it says.</returns>
    public static ConversationIntent Read(
        string tenant, Api api, RequestView view, string? header, bool recordsAll, bool isStateAtProvider, out GatewayError? error)
    {
        error = null;
        if (header is not null && !ConversationKey.IsId(header))
        {
            error = GatewayError.BadRequest($"The header {Header} must have 1 to 128 of the characters A-Z a-z 0-9 _ -.", Header);
            return None;
        }

        ConversationKey? named = header is null ? null : new ConversationKey(tenant, header);
        if (api == Api.Responses)
        {
            return isStateAtProvider ? None : ReadResponses(tenant, view, named, out error);
        }

        return api.History is null || (named is null && !recordsAll)
            ? None
            : new ConversationIntent { Key = named ?? ConversationKey.New(tenant), IsUnnamed = named is null, IsKept = true };
    }

    private static ConversationIntent ReadResponses(string tenant, RequestView view, ConversationKey? header, out GatewayError? error)
    {
        var previous = JsonMembers.TextOf(view.PreviousResponse.Span);
        var conversation = JsonMembers.TextOf(view.Conversation.Span) ?? JsonMembers.Text(view.Conversation.Span, "id"u8);
        error = !view.PreviousResponse.IsEmpty && previous is null ? NotText(PreviousResponseId, "a response's id")
            : !view.Conversation.IsEmpty && conversation is null ? NotText(ConversationMember, "a conversation's id, or an object with it")
            : previous is not null && conversation is not null ? GatewayError.BadRequest(
                $"'{PreviousResponseId}' and '{ConversationMember}' exclude each other.", PreviousResponseId)
            : previous is not null && !ConversationKey.IsId(previous) ? GatewayError.PreviousResponseNotFound(previous)
            : conversation is not null && !ConversationKey.IsId(conversation) ? GatewayError.ConversationNotFound(conversation)
            : null;
        if (error is not null)
        {
            return None;
        }

        var key = conversation is not null ? new ConversationKey(tenant, conversation) : previous is null ? header : null;
        var isUnnamed = key is null && previous is null;
        if (isUnnamed && view.IsStoreOff)
        {
            return new ConversationIntent { HoldsState = true };
        }

        return new ConversationIntent
        {
            Key = isUnnamed ? ConversationKey.New(tenant) : key,
            Previous = previous is null ? null : new ConversationKey(tenant, previous),
            MustExist = conversation is not null,
            IsUnnamed = isUnnamed,
            IsKept = !view.IsStoreOff,
            HoldsState = true,
        };
    }

    private static GatewayError NotText(string member, string wanted) =>
        GatewayError.BadRequest($"The member '{member}' must be {wanted}.", member);
}
