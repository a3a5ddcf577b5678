using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// OpenAI chat completions, completions and embeddings, and their cousins: usage is the last usage object that is not null (Groq's
/// <c>x_groq.usage</c>, or one within a choice, where there is no other), a finish reason stands in each choice (Mistral and DeepSeek at
/// Bedrock call it <c>stop_reason</c>). Content is a text, or parts of type text.
/// </summary>
internal sealed class OpenAiChatReader : DialectReader
{
    private static readonly JsonPlace Root = CreateMap();

    private readonly List<AnswerItem> _items = [];
    private readonly RawText _choiceText = new();
    private readonly RawText _messageText = new();
    private readonly List<AnswerItem> _messageItems = [];
    private bool _hasChoiceText;
    private bool _hasMessage;
    private bool _hasMessageText;
    private bool _hasDelta;
    private (int Length, bool HasText) _mark;
    private (int Length, bool HasText) _partMark;
    private (int Length, bool HasText) _messageMark;
    private bool _partIsText;
    private bool _isError;
    private int _choice;
    private string? _reason;
    private string? _spareReason;

    /// <inheritdoc/>
    public override JsonPlace Map => Root;

    /// <inheritdoc/>
    protected override bool HasNews(ReadOnlySpan<byte> json) =>
        Facts.Model is null || Facts.ResponseId is null || HasValue(json, "_reason\""u8) || HasValue(json, "\"usage\""u8)
        || HasValue(json, "\"error\""u8) || json.IndexOf("-invocationMetrics\""u8) >= 0 || IsOfAnotherChoice(json);

    /// <inheritdoc/>
    protected override bool IsBareError => _isError || base.IsBareError;

    /// <inheritdoc/>
    protected override void Begin() => _isError = false;

    /// <inheritdoc/>
    protected override void Read(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.EventType:
                _isError = raw.SequenceEqual("error"u8);
                break;
            case AnswerSlot.ChoiceIndex:
                _choice = Index(kind, raw);
                break;
            case AnswerSlot.Finish when kind == JsonScalar.String:
                _reason = JsonText.Decode(raw);
                break;
            case AnswerSlot.SpareFinish when kind == JsonScalar.String:
                _spareReason = JsonText.Decode(raw);
                break;
            case AnswerSlot.PartType:
                _partIsText = raw.SequenceEqual("text"u8);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Open(AnswerSlot slot, int position)
    {
        if (slot == AnswerSlot.Choice)
        {
            _choice = position;
            _reason = _spareReason = null;
            _items.Clear();
            _choiceText.Clear();
            _messageText.Clear();
            _messageItems.Clear();
            _hasChoiceText = _hasMessage = _hasMessageText = false;
            _mark = Content?.Mark() ?? default;
        }
        else if (slot is AnswerSlot.Message or AnswerSlot.FinalMessage)
        {
            _hasMessage = true;
            _hasDelta |= slot == AnswerSlot.Message;
        }
        else if (slot == AnswerSlot.Part)
        {
            _partIsText = false;
            _partMark = Content?.Mark() ?? default;
            _messageMark = (_messageText.Length, _hasMessageText);
        }
    }

    /// <inheritdoc/>
    protected override void Close(AnswerSlot slot)
    {
        if (slot == AnswerSlot.Part && !_partIsText)
        {
            Content?.Rewind(_partMark);
            _messageText.Truncate(_messageMark.Length);
            _hasMessageText = _messageMark.HasText;
        }
        else if (slot == AnswerSlot.Choice)
        {
            CloseChoice();
        }
    }

    /// <inheritdoc/>
    protected override void AppendChoiceText(ReadOnlySpan<byte> raw)
    {
        if (Content is not null)
        {
            _choiceText.Append(raw);
            _hasChoiceText = true;
        }
    }

    /// <inheritdoc/>
    protected override void AppendFinalText(ReadOnlySpan<byte> raw)
    {
        // Some servers send the whole message so far beside each delta; in a stream it counts only where there are no deltas at all.
        if (!IsStreamed)
        {
            AppendText(raw);
        }
        else if (!_hasDelta)
        {
            _hasMessageText = true;
            Facts.HasToken |= raw.Length > 0;
            if (Content is not null)
            {
                _messageText.Append(raw);
            }
        }
    }

    /// <inheritdoc/>
    protected override void TakeItem(AnswerItem item, bool final) => (final && IsStreamed ? _messageItems : _items).Add(item);

    /// <summary>Its index may come after its text and calls.</summary>
    private void CloseChoice()
    {
        Facts.NoteChoice(_choice);
        if ((_reason ?? _spareReason) is { } reason)
        {
            Facts.Finish(_choice, reason);
        }

        if (!_hasDelta)
        {
            _items.AddRange(_messageItems);
        }

        if (_choice != 0)
        {
            Content?.Rewind(_mark);
        }
        else if (_hasMessageText && !_hasDelta)
        {
            AppendText(_messageText.Span);
        }
        else if (_hasChoiceText && !_hasMessage)
        {
            AppendText(_choiceText.Span);
        }

        foreach (var item in _items)
        {
            item.Choice = _choice;
            Content!.Merge(item);
        }
    }

    /// <summary>Whether an index other than 0 stands there: of a choice whose first event must not be missed, or of a tool call.</summary>
    private static bool IsOfAnotherChoice(ReadOnlySpan<byte> json)
    {
        var name = "\"index\":"u8;
        for (var at = json.IndexOf(name); at >= 0; at = json.IndexOf(name))
        {
            json = json[(at + name.Length)..].TrimStart((byte)' ');
            if (!json.StartsWith("0"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static JsonPlace CreateMap() => WithErrors(new JsonPlace())
        .With("id"u8, Place(AnswerSlot.Id))
        .With("model"u8, Place(AnswerSlot.Model))
        .With("object"u8, Place(AnswerSlot.EventType))
        .With("type"u8, Place(AnswerSlot.BareType))
        .With("code"u8, Place(AnswerSlot.BareCode))
        .With("usage"u8, UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.Usage)))
        .With("x_groq"u8, new JsonPlace()
            .With("usage"u8, UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.SpareUsage)))
            .With("error"u8, ErrorPlace()))
        .With("amazon-bedrock-invocationMetrics"u8, UsageMaps.BedrockMetrics(Place(AnswerSlot.SpareUsage)))
        .With("choices"u8, new JsonPlace().WithElements(Place(AnswerSlot.Choice)
            .With("index"u8, Place(AnswerSlot.ChoiceIndex))
            .With("finish_reason"u8, Place(AnswerSlot.Finish))
            .With("stop_reason"u8, Place(AnswerSlot.SpareFinish))
            .With("error"u8, ErrorPlace())
            .With("usage"u8, UsageMaps.OpenAiAndAnthropic(Place(AnswerSlot.SpareUsage)))
            .With("text"u8, Place(AnswerSlot.ChoiceText, text: true))
            .With("message"u8, Message(AnswerSlot.FinalMessage, AnswerSlot.FinalText, AnswerSlot.FinalItem))
            .With("delta"u8, Message(AnswerSlot.Message, AnswerSlot.Text, AnswerSlot.Item).WithAnyOther(TokenPlace()).Without("role"u8))));

    private static JsonPlace Message(AnswerSlot message, AnswerSlot text, AnswerSlot item) => Place(message)
        .With("content"u8, Place(text, text: true).WithElements(Place(AnswerSlot.Part)
            .With("type"u8, Place(AnswerSlot.PartType))
            .With("text"u8, Place(text, text: true))
            .With("thinking"u8, TokenPlace())))
        .With("content_list"u8, new JsonPlace().WithElements(ListedCall(Place(item)).With("tool_use"u8, ListedCall(new JsonPlace()))))
        .With("function_call"u8, Function(Place(item)))
        .With("tool_calls"u8, new JsonPlace().WithElements(Place(item)
            .With("index"u8, Place(AnswerSlot.ItemIndex))
            .With("id"u8, Place(AnswerSlot.ItemId))
            .With("custom"u8, new JsonPlace()
                .With("name"u8, Place(AnswerSlot.ItemName))
                .With("input"u8, Place(AnswerSlot.ItemInput, text: true)))
            .With("function"u8, Function(new JsonPlace()))));

    /// <summary>A call as Snowflake's first API lists it beside the content, in a stream over several elements.</summary>
    private static JsonPlace ListedCall(JsonPlace place) => place
        .With("tool_use_id"u8, Place(AnswerSlot.ItemId))
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("input"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true));

    private static JsonPlace Function(JsonPlace place) => place
        .With("name"u8, Place(AnswerSlot.ItemName))
        .With("arguments"u8, Place(AnswerSlot.ItemArguments, text: true, raw: true));
}
