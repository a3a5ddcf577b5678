using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>How a call comes to its conversation.</summary>
internal static class ConversationCall
{
    /// <summary>Reads what a request says of its conversation, and echoes the id.</summary>
    /// <param name="context">The request.</param>
    /// <param name="api">The API.</param>
    /// <param name="view">The request's body.</param>
    /// <param name="provider">Who serves it.</param>
    /// <param name="recordsAll">Whether calls that name no conversation are recorded too.</param>
    /// <param name="error">The error to answer with, null when all is well.</param>
    /// <returns>What it says.</returns>
    public static ConversationIntent Read(
        HttpContext context, Api api, RequestView view, Provider provider, bool recordsAll, out GatewayError? error)
    {
        var header = context.Request.Headers.TryGetValue(ConversationIntent.Header, out var values) ? values.ToString() : null;
        var tenant = Caller.Of(context).Tenant;
        var intent = ConversationIntent.Read(tenant, api, view, header, recordsAll, provider.Options.HoldsResponsesState, out error);
        if (error is null)
        {
            AnswerHeaders.Of(context).ConversationId = intent.Key?.Id ?? header;
        }

        return intent;
    }

    /// <summary>Reads the conversation's earlier items and begins the turn that the call adds.</summary>
    /// <param name="call">The call.</param>
    /// <param name="intent">What the request says of its conversation.</param>
    /// <param name="opener">Opens conversations.</param>
    /// <param name="context">The request.</param>
    /// <returns>The conversation.</returns>
    public static async ValueTask<OpenedConversation> OpenAsync(
        LlmCall call, ConversationIntent intent, ConversationOpener opener, HttpContext context)
    {
        var headers = AnswerHeaders.Of(context);
        var isSent = context.Request.Headers[AnswerHeaders.RequestIdHeader].ToString() == headers.RequestId;
        var turnId = ConversationOpener.TurnId(headers.RequestId, isSent, call.View.Body);
        var opened = await opener.OpenAsync(intent, call.Api, call.View, turnId, isSent, headers.TraceId);
        call.Turn = opened.Turn;
        headers.ConversationId = opened.Id ?? headers.ConversationId;
        if (headers.ConversationId is { } id)
        {
            call.Span?.SetTag(Names.Attributes.ConversationId, id);
        }

        return opened;
    }
}
