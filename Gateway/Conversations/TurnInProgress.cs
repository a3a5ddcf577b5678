using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>The turn that a call adds to its conversation once its answer is there; written once, whoever comes first.</summary>
internal sealed class TurnInProgress
{
    private readonly ConversationHistory _history;
    private readonly IReadOnlyList<ConversationItem> _asked;
    private readonly Api _api;
    private readonly string _id;
    private readonly string _traceId;

    /// <summary>A turn.</summary>
    /// <param name="history">Where it goes.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="api">The API.</param>
    /// <param name="asked">The client's new messages.</param>
    /// <param name="requestId">The request's id; a client that tries again sends it again.</param>
    /// <param name="traceId">The call's trace.</param>
    public TurnInProgress(
        ConversationHistory history, ConversationKey key, Api api, IReadOnlyList<ConversationItem> asked, string requestId, string traceId)
    {
        _history = history;
        Key = key;
        _api = api;
        _asked = asked;
        _id = IdOf(requestId);
        _traceId = traceId;
    }

    /// <summary>The conversation.</summary>
    public ConversationKey Key { get; }

    /// <summary>Whether it has been written, or given up.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Writes the turn; an answer without anything in it leaves no turn.</summary>
    /// <param name="answer">The answer as the client gets it.</param>
    /// <param name="parent">The call's span.</param>
    /// <returns>When it is stored, or given up.</returns>
    public async ValueTask WriteAsync(DeliveredAnswer answer, Activity? parent)
    {
        if (IsWritten || answer.IsEmpty || (!answer.IsComplete && answer.Text.Length == 0))
        {
            return;
        }

        IsWritten = true;
        var isIncomplete = !answer.IsComplete || answer.IsTruncated;
        var item = new ConversationItem(_api.Name, "assistant", _api.History!.ToMessage(answer), isIncomplete);
        await _history.AppendAsync(Key, new ConversationTurn(_id, _traceId, [.. _asked, item]), parent);
    }

    /// <summary>A turn's id may have fewer characters than a request's.</summary>
    private static string IdOf(string requestId) =>
        requestId.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? requestId
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(requestId)));
}
