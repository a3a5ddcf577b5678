using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>How a call comes to its conversation.</summary>
internal static class ConversationCall
{
    /// <summary>Takes the conversation's id from the request, or makes one where every call is recorded, and echoes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="api">The API.</param>
    /// <param name="history">The conversations.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <returns>The error to answer with, null when all is well.</returns>
    public static GatewayError? Name(HttpRequest request, Api api, ConversationHistory history, AnswerHeaders headers)
    {
        if (!request.Headers.TryGetValue(AnswerHeaders.ConversationIdHeader, out var values))
        {
            if (history.RecordsAll && api.History is not null)
            {
                headers.ConversationId = ConversationKey.New().Id;
                headers.IsConversationNew = true;
            }

            return null;
        }

        var id = values.ToString();
        if (!ConversationKey.TryCreate(id, out _))
        {
            return GatewayError.BadRequest(
                "The header x-conversation-id must have 1 to 128 of the characters A-Z a-z 0-9 _ -.", AnswerHeaders.ConversationIdHeader);
        }

        headers.ConversationId = id;
        return null;
    }

    /// <summary>Reads the conversation's earlier items and begins the turn that the call adds.</summary>
    /// <param name="call">The call.</param>
    /// <param name="history">The conversations.</param>
    /// <param name="headers">The answer's headers, with the conversation's id.</param>
    /// <returns>The merged messages; null when the call belongs to no conversation, or its API keeps none.</returns>
    public static async ValueTask<MergedHistory?> OpenAsync(LlmCall call, ConversationHistory history, AnswerHeaders headers)
    {
        if (headers.ConversationId is not { } id)
        {
            return null;
        }

        call.Span?.SetTag(Names.Attributes.ConversationId, id);
        if (call.Api.History is null || !ConversationKey.TryCreate(id, out var key))
        {
            return null;
        }

        var stored = headers.IsConversationNew ? [] : await history.ReadAsync(key);
        var merged = new MergedHistory(call.View, stored, call.Api.Name);
        call.Turn = new TurnInProgress(history, key, call.Api, merged.NewItems, headers.RequestId, headers.TraceId);
        return merged;
    }
}
