using System.Diagnostics;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>The turn that a call adds to its conversation once its answer is there; written once, whoever comes first.</summary>
internal sealed class TurnInProgress
{
    private readonly ConversationHistory _history;
    private readonly IReadOnlyList<ConversationItem> _asked;
    private readonly Api _api;
    private readonly AnswerCapture? _capture;

    /// <summary>A turn.</summary>
    /// <param name="history">Where it goes.</param>
    /// <param name="key">The conversation.</param>
    /// <param name="api">The API.</param>
    /// <param name="asked">The client's new items; their bytes must stay as they are until the turn is written.</param>
    public TurnInProgress(ConversationHistory history, ConversationKey key, Api api, IReadOnlyList<ConversationItem> asked)
    {
        _history = history;
        Key = key;
        _api = api;
        _asked = asked;
        _capture = api == Api.Chat ? null : new AnswerCapture(api, history.MaxAnswerBytes);
    }

    /// <summary>The conversation.</summary>
    public ConversationKey Key { get; private set; }

    /// <summary>The turn's id.</summary>
    public required string Id { get; init; }

    /// <summary>The call's trace.</summary>
    public required string TraceId { get; init; }

    /// <summary>What the conversation is called when this is its first turn.</summary>
    public string Title { get; init; } = "";

    /// <summary>What the turn continues; null when it goes on from wherever its conversation ends.</summary>
    public ResponseChain? Chain { get; init; }

    /// <summary>Whether no client has named the conversation.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>Whether it has been written, or given up.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Looks at what goes to the client.</summary>
    /// <param name="chunk">The bytes, valid during the call.</param>
    public void Look(ReadOnlySpan<byte> chunk) => _capture?.Feed(chunk);

    /// <summary>
    /// Writes the turn. An answer that broke off before its first text leaves none; one that came to its end without any leaves what was asked,
    /// so that a tool's result does not get lost.
    /// </summary>
    /// <param name="answer">The answer as the client gets it.</param>
    /// <param name="parent">The call's span.</param>
    /// <returns>When it is stored, or given up.</returns>
    public async ValueTask WriteAsync(DeliveredAnswer answer, Activity? parent)
    {
        if (IsWritten || (answer.IsComplete ? answer.IsEmpty && answer.FinishReason is null : answer.Text.Length == 0))
        {
            return;
        }

        IsWritten = true;
        if (answer.IsComplete && _capture is not null)
        {
            answer = answer with { Json = _capture.Json, Thinking = _capture.Thinking };
        }

        // A refusal, reasoning that used up the tokens, a server's own tool: no text, but items. And nothing at all is no item.
        IReadOnlyList<RequestItem> said = answer.IsEmpty && !HasItems(answer) ? [] : _api.History!.OfAnswer(answer);
        if (_asked.Count + said.Count == 0)
        {
            return;
        }

        var turn = new ConversationTurn(Id, TraceId, [.. _asked, .. said.Select(item => ItemOf(item, answer))])
        {
            Title = Title,
            Asked = _asked.Count,
            After = Chain?.After ?? "",
            IsChain = IsUnnamed && _api == Api.Responses,
        };
        var response = _api == Api.Responses && answer.ResponseId is { } id && ConversationKey.IsId(id) ? id : null;
        var body = response is null || !answer.Json.IsEmpty || answer.IsComplete ? answer.Json : OpenAiResponsesHistory.OfBroken(response, said);
        if (Chain is { After.Length: 0 })
        {
            turn = Chain.Branch(turn);
        }

        if (await _history.AppendAsync(Key, turn, response, body, parent) == AppendOutcome.Moved && Chain is not null)
        {
            // Another call continued the same response first: this one goes its own way, with a copy of what both have in common.
            Key = Chain.Own;
            await _history.AppendAsync(Key, Chain.Branch(turn), response, body, parent);
        }
    }

    private bool HasItems(DeliveredAnswer answer)
    {
        var items = answer.Json.Span[JsonMembers.Find(answer.Json.Span, _api == Api.Responses ? "output"u8 : "content"u8)];
        return items.Length > 2 && items[0] == '[' && items.IndexOf((byte)'{') > 0;
    }

    private ConversationItem ItemOf(RequestItem item, DeliveredAnswer answer) =>
        new(_api.Name, item.Role, item.Raw, IsIncomplete: !answer.IsComplete || answer.IsTruncated);
}
