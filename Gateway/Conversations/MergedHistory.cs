using System.Buffers;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// A request with the conversation's earlier items put before its new ones. A client that sends its whole history along is recognised by
/// the last stored answer standing among its messages (same role, text and tool ids): what follows it is new. Otherwise all is new.
/// </summary>
internal sealed class MergedHistory
{
    private readonly RequestView _view;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _before;
    private readonly int _leading;
    private readonly int _firstNew;

    /// <summary>Merges.</summary>
    /// <param name="view">The request.</param>
    /// <param name="stored">The conversation's items, oldest first.</param>
    /// <param name="dialect">The request's dialect.</param>
    public MergedHistory(RequestView view, IReadOnlyList<ConversationItem> stored, string dialect)
    {
        _view = view;
        _leading = view.Items.TakeWhile(IsInstruction).Count();
        _firstNew = Math.Max(_leading, FirstNew(view.Items, stored));
        _before = [.. stored.Select(item => Written(item, dialect)).OfType<byte[]>().Select(bytes => (ReadOnlyMemory<byte>)bytes)];
        NewItems = [.. view.Items.Skip(_firstNew).Where(item => !IsInstruction(item))
            .Select(item => new ConversationItem(dialect, item.Role, item.Raw))];
    }

    /// <summary>The client's new messages, instructions left out: they come with every request.</summary>
    public IReadOnlyList<ConversationItem> NewItems { get; }

    /// <summary>How many earlier items are put before them.</summary>
    public int EarlierItems => _before.Count;

    /// <summary>The request's body with the merged messages, and with another model's name where one is given.</summary>
    /// <param name="model">The name as JSON, or null to leave it as it is.</param>
    /// <returns>A new body.</returns>
    public ReadOnlyMemory<byte> Apply(byte[]? model)
    {
        var body = _view.Body.Span;
        var result = new ArrayBufferWriter<byte>(body.Length + _before.Sum(item => item.Length + 1));
        var messagesFirst = _view.MessagesAt.Start.Value < _view.ModelAt.Start.Value;
        var at = 0;
        foreach (var isMessages in (ReadOnlySpan<bool>)[messagesFirst, !messagesFirst])
        {
            var member = isMessages ? _view.MessagesAt : _view.ModelAt;
            result.Write(body[at..member.Start.Value]);
            at = member.End.Value;
            if (isMessages && !_view.Messages.IsEmpty)
            {
                WriteMessages(result);
            }
            else
            {
                result.Write(isMessages || model is null ? body[member] : model);
            }
        }

        result.Write(body[at..]);
        return result.WrittenMemory;
    }

    private void WriteMessages(ArrayBufferWriter<byte> result)
    {
        var separator = (byte)'[';
        foreach (var message in Messages())
        {
            result.Write([separator]);
            result.Write(message.Span);
            separator = (byte)',';
        }

        result.Write("]"u8);
    }

    /// <summary>The merged messages: the request's leading instructions, the earlier items, the rest of the request.</summary>
    /// <returns>Their JSON.</returns>
    public IEnumerable<ReadOnlyMemory<byte>> Messages() =>
    [
        .. _view.Items.Take(_leading).Select(item => item.Raw),
        .. _before,
        .. _view.Items.Skip(_firstNew).Select(item => item.Raw),
    ];

    private static bool IsInstruction(RequestItem item) => item.Role is "system" or "developer";

    private static int FirstNew(IReadOnlyList<RequestItem> items, IReadOnlyList<ConversationItem> stored)
    {
        if (stored.LastOrDefault(item => item.Role == "assistant") is not { } last)
        {
            return 0;
        }

        var wanted = MessageText.Of(last.Message);
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i].Role == "assistant" && MessageText.Of(items[i].Raw) == wanted)
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>
    /// An item in the request's dialect: as it came when that is its own, else its role and text. What has no text (tool calls, tool
    /// results) does not cross dialects.
    /// </summary>
    private static byte[]? Written(ConversationItem item, string dialect)
    {
        if (item.Dialect == dialect)
        {
            return item.Message.ToArray();
        }

        var message = MessageText.Of(item.Message);
        return message.Text.Length == 0 || message.Role is not ("user" or "assistant")
            ? null
            : JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["role"] = message.Role, ["content"] = message.Text });
    }
}
