using System.Buffers.Text;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Reads an answer's text and tool calls off the wire of one dialect, capped, behind the filters. One per answer, and only for answers that
/// history or content capture asks for. A derived class is one dialect.
/// </summary>
internal abstract class AnswerReader : IWireSink
{
    private readonly WireReader _wire;
    private bool _isBegun;
    private bool _isJson;

    /// <summary>Prepares to read.</summary>
    /// <param name="map">The map of what is looked for; shared by every answer of the dialect.</param>
    protected AnswerReader(JsonPlace map) => _wire = new WireReader(map, this);

    /// <inheritdoc/>
    public bool IsTerminal { get; protected set; }

    /// <inheritdoc/>
    public bool HasToken => Text.Length > 0;

    /// <summary>The answer's text so far.</summary>
    protected RawText Text { get; } = new();

    /// <summary>The answer's tool calls so far.</summary>
    protected List<AnswerItem> Calls { get; } = [];

    /// <summary>The item being read; null outside one.</summary>
    protected AnswerItem? Item { get; private set; }

    /// <summary>Why the answer ended.</summary>
    protected string? FinishReason { get; set; }

    /// <summary>The provider's id of the answer.</summary>
    protected string? ResponseId { get; set; }

    /// <summary>The answer as one JSON object, where it came as one.</summary>
    protected RawText Json { get; } = new();

    /// <summary>Reads the next bytes that go to the client.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <returns>Where the terminal event begins in them, -1 when they do not complete it.</returns>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        if (!_isBegun && chunk.TrimStart(" \t\r\n"u8) is { IsEmpty: false } body)
        {
            _isBegun = true;
            _isJson = body[0] == '{';
        }

        if (_isJson)
        {
            Json.Append(chunk);
        }

        return _wire.Feed(chunk);
    }

    /// <summary>The answer so far.</summary>
    /// <param name="complete">Whether it came to its end.</param>
    /// <returns>The answer.</returns>
    public DeliveredAnswer Build(bool complete)
    {
        _wire.Complete();
        Finish();
        var truncated = Text.IsTruncated || Calls.Any(call => call.Arguments.IsTruncated || call.Input.IsTruncated);
        return new DeliveredAnswer(Text.Decode(), [.. Calls.Select(call => call.ToCall())], FinishReason, ResponseId, complete, truncated)
        {
            Json = complete && !Json.IsTruncated ? Json.Span.ToArray() : default,
        };
    }

    /// <inheritdoc/>
    public bool Wants(ReadOnlySpan<byte> json) => true;

    /// <inheritdoc/>
    public virtual void BeginDocument()
    {
    }

    /// <inheritdoc/>
    public virtual void EndDocument(bool whole, bool streamed)
    {
        if (whole && !streamed)
        {
            IsTerminal = true;
        }
    }

    /// <inheritdoc/>
    public void Sentinel() => IsTerminal = true;

    /// <inheritdoc/>
    public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch ((AnswerSlot)slot)
        {
            case AnswerSlot.Id when kind == JsonScalar.String && raw.Length > 0:
                ResponseId ??= JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemType when Item is not null && kind == JsonScalar.String:
                Item.Type = JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemId when Item is not null && kind == JsonScalar.String && raw.Length > 0:
                Item.Id = JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemName when Item is not null && kind == JsonScalar.String && raw.Length > 0:
                Item.Name = JsonText.Decode(raw);
                break;
            case AnswerSlot.ItemIndex when Item is not null:
                Item.Index = Index(kind, raw);
                break;
            default:
                Read((AnswerSlot)slot, kind, raw);
                break;
        }
    }

    /// <inheritdoc/>
    void IJsonSink.Text(int slot, ReadOnlySpan<byte> raw)
    {
        switch ((AnswerSlot)slot)
        {
            case AnswerSlot.ItemArguments:
                Item?.Arguments.Append(raw);
                break;
            case AnswerSlot.ItemInput:
                Item?.Input.Append(raw);
                break;
            case AnswerSlot.ItemText:
                Item?.Text.Append(raw);
                break;
            default:
                ReadText((AnswerSlot)slot, raw);
                break;
        }
    }

    /// <inheritdoc/>
    public void Enter(int slot, int position)
    {
        if ((AnswerSlot)slot is AnswerSlot.Item or AnswerSlot.FinalItem)
        {
            Item = new AnswerItem();
        }
        else if ((AnswerSlot)slot == AnswerSlot.Choice)
        {
            OpenChoice(position);
        }
    }

    /// <inheritdoc/>
    public void Leave(int slot)
    {
        if ((AnswerSlot)slot is AnswerSlot.Item or AnswerSlot.FinalItem && Item is { } item)
        {
            Item = null;
            TakeItem(item, final: (AnswerSlot)slot == AnswerSlot.FinalItem);
        }
        else if ((AnswerSlot)slot == AnswerSlot.Choice)
        {
            CloseChoice();
        }
    }

    /// <summary>A place that reports as <paramref name="slot"/>.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="text">Whether it is a text of any length.</param>
    /// <returns>The place.</returns>
    protected static JsonPlace Place(AnswerSlot slot, bool text = false) => new((int)slot, text);

    /// <summary>An index, when it is one.</summary>
    /// <param name="kind">The value's kind.</param>
    /// <param name="raw">Its bytes.</param>
    /// <returns>The index, or -1.</returns>
    protected static int Index(JsonScalar kind, ReadOnlySpan<byte> raw) =>
        kind == JsonScalar.Number && Utf8Parser.TryParse(raw, out int index, out var used) && used == raw.Length ? index : -1;

    /// <summary>An item is complete.</summary>
    /// <param name="item">The item.</param>
    /// <param name="final">Whether it stands in a list that repeats what was streamed.</param>
    protected abstract void TakeItem(AnswerItem item, bool final);

    /// <summary>A value that only the dialect understands.</summary>
    /// <param name="slot">Where.</param>
    /// <param name="kind">What kind.</param>
    /// <param name="raw">Its bytes.</param>
    protected abstract void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw);

    /// <summary>A part of a text outside an item.</summary>
    /// <param name="slot">Where.</param>
    /// <param name="raw">Its bytes.</param>
    protected virtual void ReadText(AnswerSlot slot, ReadOnlySpan<byte> raw) => Text.Append(raw);

    /// <summary>A choice begins.</summary>
    /// <param name="position">Its position.</param>
    protected virtual void OpenChoice(int position)
    {
    }

    /// <summary>A choice ends.</summary>
    protected virtual void CloseChoice()
    {
    }

    /// <summary>There is no more to read.</summary>
    protected virtual void Finish()
    {
    }
}
