using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Reads one answer off the wire of one dialect: the facts that metering needs (model, id, usage, why it ended, the first token, the last
/// event) and, where somebody asks, its content. A derived class is one dialect and the only place that knows it.
/// </summary>
/// <remarks>Nothing of the content is kept, and nothing allocated per event, while nobody asks for content.</remarks>
internal abstract partial class DialectReader : IWireSink
{
    private UsageFields _pending;
    private UsageFields _around;
    private bool _itemIsObject;
    private bool _repeatsText;
    private bool _hasOther;
    private int _textBefore;

    /// <summary>The map of what is looked for; shared by every answer of the dialect.</summary>
    public abstract JsonPlace Map { get; }

    /// <summary>What has been learnt.</summary>
    public ResponseFacts Facts { get; private set; } = new();

    /// <inheritdoc/>
    public bool IsTerminal => Facts.IsTerminal;

    /// <summary>Where the content goes; null when nobody asks for it.</summary>
    protected AnswerContent? Content { get; private set; }

    /// <summary>Whether the answer's status was 2xx; of another only the error is read.</summary>
    protected bool IsSuccess { get; private set; } = true;

    /// <summary>Whether the document is one of a stream.</summary>
    protected bool IsStreamed { get; private set; }

    /// <summary>The tool call, block or item being read; null outside one, and always while nobody asks for content.</summary>
    protected AnswerItem? Item { get; private set; }

    /// <summary>Where the dialect counts cache tokens.</summary>
    protected virtual CacheCounting Cache => CacheCounting.InInput;

    /// <summary>Puts the reader to work on an answer.</summary>
    /// <param name="facts">What it writes into.</param>
    /// <param name="content">Where the content goes; null when nobody asks for it.</param>
    /// <param name="isSuccess">Whether the answer's status was 2xx.</param>
    public void Attach(ResponseFacts facts, AnswerContent? content, bool isSuccess)
    {
        Facts = facts;
        Content = content;
        IsSuccess = isSuccess;
    }

    /// <inheritdoc/>
    public bool Wants(ReadOnlySpan<byte> json) => Content is not null || !Facts.HasToken || _frameError is not null || HasNews(json);

    /// <inheritdoc/>
    public bool CanRepeat(ReadOnlySpan<byte> json, int textLength)
    {
        var added = (Content?.Text.Length ?? 0) - _textBefore;
        var can = Facts.HasToken && !_hasOther && textLength > 0 && (added == 0 || added == textLength) && !HasNews(json);
        _repeatsText = can ? added > 0 : _repeatsText;
        return can;
    }

    /// <inheritdoc/>
    public void Repeat(ReadOnlySpan<byte> text)
    {
        if (_repeatsText)
        {
            Content!.Text.Append(text);
        }
    }

    /// <inheritdoc/>
    public void BeginDocument(bool streamed)
    {
        _hasOther = false;
        _textBefore = Content?.Text.Length ?? 0;
        IsStreamed = streamed;
        Facts.HasDocument = true;
        _pending = default;
        ClearError();
        Begin();
    }

    /// <inheritdoc/>
    public void EndDocument(bool whole)
    {
        if (!IsSuccess)
        {
            TakeError(_hasError || _hasBareMessage);
            return;
        }

        if (_pending.Any)
        {
            // Counts that stand at the top of a document, outside any usage object.
            TakeUsage(_pending, spare: false);
        }

        End(whole);
        TakeError(_hasError || _frameError is not null || (_hasBareMessage && IsBareError));
        Facts.IsTerminal |= whole && !IsStreamed && IsLast;
    }

    /// <inheritdoc/>
    public void Sentinel() => Facts.IsTerminal = true;

    /// <inheritdoc/>
    public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot >= (int)UsageSlot.First)
        {
            _pending.Set((UsageSlot)slot, kind, raw);
        }
        else if (!ReadError((AnswerSlot)slot, kind, raw) && IsSuccess && !ReadItem((AnswerSlot)slot, kind, raw))
        {
            ReadFact((AnswerSlot)slot, kind, raw);
        }
    }

    /// <inheritdoc/>
    public void Text(int slot, ReadOnlySpan<byte> raw)
    {
        if ((AnswerSlot)slot is AnswerSlot.ErrorMessage or AnswerSlot.BareMessage or AnswerSlot.Error)
        {
            AppendMessage((AnswerSlot)slot, raw);
            return;
        }

        if (!IsSuccess)
        {
            return;
        }

        switch ((AnswerSlot)slot)
        {
            case AnswerSlot.Text:
                Facts.HasToken = true;
                AppendText(raw);
                break;
            case AnswerSlot.FinalText:
                AppendFinalText(raw);
                break;
            case AnswerSlot.ChoiceText:
                Facts.HasToken = true;
                AppendChoiceText(raw);
                break;
            case AnswerSlot.ItemArguments:
                Facts.HasToken = true;
                (_itemIsObject ? Item?.Input : Item?.Arguments)?.Append(raw);
                break;
            case AnswerSlot.ItemInput:
                Facts.HasToken = true;
                Item?.Arguments.Append(raw);
                break;
            case AnswerSlot.ItemText:
                Facts.HasToken = true;
                Item?.Text.Append(raw);
                break;
            case AnswerSlot.ArgumentsDelta:
                _hasOther |= Content is not null;
                Facts.HasToken = true;
                AppendArguments(raw);
                break;
            default:
                Facts.HasToken = true;
                break;
        }
    }

    /// <inheritdoc/>
    public void EndText(int slot)
    {
        switch ((AnswerSlot)slot)
        {
            case AnswerSlot.Error:
                _hasError |= _hasMessage;
                break;
            case AnswerSlot.BareMessage:
                _hasBareMessage |= _hasBareText;
                break;
            case AnswerSlot.Text when IsSuccess:
                AppendText(default);
                break;
            case AnswerSlot.FinalText when IsSuccess:
                AppendFinalText(default);
                break;
            case AnswerSlot.ChoiceText when IsSuccess:
                AppendChoiceText(default);
                break;
            case AnswerSlot.ItemText when Item is not null:
                Item.HasText = true;
                break;
            case AnswerSlot.ItemInput when Item is not null:
                Item.IsCustom = true;
                break;
        }
    }

    /// <inheritdoc/>
    public void Enter(int slot, int position)
    {
        if ((AnswerSlot)slot == AnswerSlot.Error)
        {
            _hasError = _isErrorObject = true;
            return;
        }

        if (!IsSuccess)
        {
            return;
        }

        switch ((AnswerSlot)slot)
        {
            case AnswerSlot.Usage or AnswerSlot.SpareUsage:
                _around = _pending;
                _pending = default;
                break;
            case AnswerSlot.Item or AnswerSlot.FinalItem:
                _hasOther = Content is not null;
                Item = Content is null ? null : new AnswerItem();
                _itemIsObject = false;
                break;
            case AnswerSlot.ItemArguments:
                _itemIsObject = true;
                break;
            default:
                Open((AnswerSlot)slot, position);
                break;
        }
    }

    /// <inheritdoc/>
    public void Leave(int slot)
    {
        if (!IsSuccess)
        {
            return;
        }

        switch ((AnswerSlot)slot)
        {
            case AnswerSlot.Usage or AnswerSlot.SpareUsage:
                if (_pending.Any)
                {
                    TakeUsage(_pending, spare: (AnswerSlot)slot == AnswerSlot.SpareUsage);
                }

                _pending = _around;
                break;
            case AnswerSlot.Item or AnswerSlot.FinalItem:
                if (Item is { } item)
                {
                    Item = null;
                    TakeItem(item, final: (AnswerSlot)slot == AnswerSlot.FinalItem);
                }

                break;
            default:
                Close((AnswerSlot)slot);
                break;
        }
    }
}
