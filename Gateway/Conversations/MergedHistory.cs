using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// A request with the conversation's earlier items put before its new ones. A client that sends its whole history along is recognised by
/// the last stored answer standing among its items (same role, text and tool ids): what follows it is new. Otherwise all is new.
/// </summary>
internal sealed class MergedHistory
{
    private static readonly byte[] Comma = [(byte)','];

    private readonly RequestView _view;
    private readonly Api _api;
    private readonly IReadOnlyList<RequestItem> _items;
    private readonly List<RequestItem> _before;
    private readonly bool _isCut;
    private readonly int _leading;
    private readonly int _firstNew;

    /// <summary>Merges.</summary>
    /// <param name="view">The request.</param>
    /// <param name="stored">The conversation's items, oldest first.</param>
    /// <param name="api">The request's API, which has a history.</param>
    /// <param name="isKnown">Whether <paramref name="stored"/> is all there is, and not just what could be had.</param>
    public MergedHistory(RequestView view, IReadOnlyList<ConversationItem> stored, Api api, bool isKnown = true)
    {
        _view = view;
        _api = api;
        _items = api != Api.Responses || view.InputText.IsEmpty ? view.Items : [OpenAiResponsesHistory.OfText(view.InputText.Span)];
        while (_leading < _items.Count && ItemRole.IsInstruction(_items[_leading].Role))
        {
            _leading++;
        }

        _before = HistoryWriter.Write(Whole(stored), api);
        _isCut = stored.Count > 0 && stored.LastOrDefault(item => item.Role == ItemRole.Assistant) is { IsIncomplete: true };
        _firstNew = Math.Max(_leading, isKnown ? FirstNew() : AfterLastAnswer());
        NewItems = Kept(LeaveOutRepeated());
    }

    /// <summary>The client's new items.</summary>
    public IReadOnlyList<ConversationItem> NewItems { get; }

    /// <summary>How many earlier items are put before them.</summary>
    public int EarlierItems => _before.Count;

    /// <summary>The merged items: the request's leading instructions, the earlier items, the rest of the request.</summary>
    /// <returns>Their JSON.</returns>
    public IEnumerable<ReadOnlyMemory<byte>> Messages() =>
    [
        .. _items.Take(_leading).Select(item => item.Raw),
        .. _before.Select(item => item.Raw),
        .. _items.Skip(_firstNew).Select(item => item.Raw),
    ];

    /// <summary>Notes what must change in the request's body.</summary>
    /// <param name="edits">The changes.</param>
    public void Apply(BodyEdits edits)
    {
        if (_before.Count == 0)
        {
            return;
        }

        if (!_view.Messages.IsEmpty)
        {
            edits.Replace(_view.MessagesAt, [.. Array("["u8.ToArray()), "]"u8.ToArray()]);
        }
        else if (_api == Api.Responses && !_view.InputText.IsEmpty)
        {
            edits.Replace(_view.InputTextAt, [.. Array("["u8.ToArray()), "]"u8.ToArray()]);
        }
        else if (_api == Api.Responses)
        {
            var first = _view.Body.Span.IndexOf((byte)'{') + 1;
            edits.Replace(first..first, [.. Array("\"input\":["u8.ToArray()), "],"u8.ToArray()]);
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Array(byte[] open)
    {
        ReadOnlyMemory<byte> separator = open;
        foreach (var item in Messages())
        {
            yield return separator;
            yield return item;
            separator = Comma;
        }
    }

    /// <summary>
    /// Where trimming has taken a tool's call away, its result, and what stands before the next question, would make no sense.
    /// </summary>
    private static IReadOnlyList<ConversationItem> Whole(IReadOnlyList<ConversationItem> stored)
    {
        if (stored.Count == 0 || stored[0].Role != ItemRole.Tool)
        {
            return stored;
        }

        return [.. stored.SkipWhile(item => item.Role != ItemRole.User)];
    }

    private int FirstNew()
    {
        if (_before.Count == 0 || !_items.Any(item => item.Role == ItemRole.Assistant))
        {
            return 0;
        }

        var dialect = _api.History!;
        var last = _before.Where(item => item.Role == ItemRole.Assistant).Reverse().Select(item => dialect.Read(item.Raw))
            .FirstOrDefault(item => item.Parts.Count > 0);
        for (var i = _items.Count - 1; i >= 0 && last is not null; i--)
        {
            if (_items[i].Role == ItemRole.Assistant && IsLast(dialect.Read(_items[i].Raw), last))
            {
                return i + 1;
            }
        }

        return 0;
    }

    /// <summary>Of an answer that broke off a client may have got less than was stored, or shown more.</summary>
    private bool IsLast(NeutralItem sent, NeutralItem last) => sent.IsSame(last)
        || (_isCut && sent.Text.Length > 0 && last.Text.Length > 0
            && (last.Text.StartsWith(sent.Text, StringComparison.Ordinal) || sent.Text.StartsWith(last.Text, StringComparison.Ordinal)));

    /// <summary>With the history out of reach, what a client sends from before its last answer is most likely in it.</summary>
    private int AfterLastAnswer()
    {
        var i = _items.Count;
        while (i > 0 && _items[i - 1].Role != ItemRole.Assistant)
        {
            i--;
        }

        return i;
    }

    /// <summary>Instructions come with every request, except in Responses, where they are input items like any other.</summary>
    private List<ConversationItem> Kept(HashSet<string>? known)
    {
        var kept = new List<ConversationItem>(_items.Count);
        if (_api == Api.Responses && _firstNew <= _leading)
        {
            kept.AddRange(_items.Take(_leading).Where(item => known?.Contains(TextOf(item)) is not true).Select(Stored));
        }

        for (var i = _firstNew; i < _items.Count; i++)
        {
            if (_api == Api.Responses || !ItemRole.IsInstruction(_items[i].Role))
            {
                kept.Add(Stored(_items[i]));
            }
        }

        return kept;
    }

    private ConversationItem Stored(RequestItem item) => new(_api.Name, item.Role, item.Raw);

    /// <summary>Stored instructions that the request leads with are not sent twice.</summary>
    /// <returns>The texts of all stored ones, where the request leads with any; else null.</returns>
    private HashSet<string>? LeaveOutRepeated()
    {
        if (_leading == 0 || !_before.Exists(item => ItemRole.IsInstruction(item.Role)))
        {
            return null;
        }

        HashSet<string> known = [.. _before.Where(item => ItemRole.IsInstruction(item.Role)).Select(TextOf)];
        HashSet<string> leading = [.. _items.Take(_leading).Select(TextOf)];
        _before.RemoveAll(item => ItemRole.IsInstruction(item.Role) && leading.Contains(TextOf(item)));
        return known;
    }

    private string TextOf(RequestItem item) => _api.History!.Read(item.Raw).Text;
}
