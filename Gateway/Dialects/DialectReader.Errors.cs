using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// How a provider's error is read: in an object <c>error</c>, in a text of that name, bare at the top of a document, or in a frame.
/// </summary>
internal abstract partial class DialectReader
{
    private RawText? _message;
    private RawText? _bareMessage;
    private string? _errorType;
    private string? _errorStatus;
    private string? _bareType;
    private (string Text, bool IsNumber)? _code;
    private (string Text, bool IsNumber)? _bareCode;
    private string? _frameError;
    private bool _hasError;
    private bool _isErrorObject;
    private bool _hasMessage;
    private bool _hasBareText;
    private bool _hasBareMessage;

    /// <summary>Whether a bare message is an error, though the status does not say so: when there is nothing else.</summary>
    protected virtual bool IsBareError => HasNothingElse;

    private bool HasNothingElse => Facts is { Model: null, Usage: null, FinishReasons.Count: 0, HasToken: false };

    /// <inheritdoc/>
    public void Failure(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message)
    {
        _frameError = JsonText.Decode(type);
        Facts.ErrorType = _frameError;
        if (Content is not null)
        {
            Content.Error = new ProviderError(_frameError, message.IsEmpty ? null : JsonText.Decode(message), null, CodeIsNumber: false);
        }
    }

    /// <summary>Adds the places where an error may stand to a document's own.</summary>
    /// <param name="root">The document's place.</param>
    /// <param name="message">The place of <c>message</c>, where the dialect has one of its own that may also be an error's text.</param>
    /// <returns>The document's place.</returns>
    protected static JsonPlace WithErrors(JsonPlace root, JsonPlace? message = null) => root
        .With("error"u8, ErrorPlace())
        .With("message"u8, message ?? Place(AnswerSlot.BareMessage, text: true).With("detail"u8, DetailPlace()))
        .With("Message"u8, Place(AnswerSlot.BareMessage, text: true))
        .With("detail"u8, DetailPlace());

    /// <summary>The place of an error: an object, or a text that is its message. Google's name for its type is its status.</summary>
    /// <returns>The place.</returns>
    protected static JsonPlace ErrorPlace() => Place(AnswerSlot.Error, text: true)
        .With("type"u8, Place(AnswerSlot.ErrorType))
        .With("status"u8, Place(AnswerSlot.ErrorStatus))
        .With("code"u8, Place(AnswerSlot.ErrorCode))
        .With("message"u8, Place(AnswerSlot.ErrorMessage, text: true));

    /// <summary>What was wrong with a request, as Python's web servers tell it: a text, or a list of what was found.</summary>
    private static JsonPlace DetailPlace() => Place(AnswerSlot.BareMessage, text: true)
        .WithElements(new JsonPlace().With("msg"u8, Place(AnswerSlot.BareMessage, text: true)));

    private void ClearError()
    {
        _message?.Clear();
        _bareMessage?.Clear();
        _errorType = _errorStatus = _bareType = null;
        _code = _bareCode = null;
        _hasError = _isErrorObject = _hasMessage = _hasBareText = _hasBareMessage = false;
    }

    /// <summary>A part of an error's message; of several bare ones the first counts.</summary>
    private void AppendMessage(AnswerSlot slot, ReadOnlySpan<byte> raw)
    {
        _hasOther = true;
        (slot == AnswerSlot.BareMessage ? ref _hasBareText : ref _hasMessage) = true;
        if (Content is not null && (slot != AnswerSlot.BareMessage || !_hasBareMessage))
        {
            (slot == AnswerSlot.BareMessage ? _bareMessage ??= new RawText() : _message ??= new RawText()).Append(raw);
        }
    }

    private bool ReadError(AnswerSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        switch (slot)
        {
            case AnswerSlot.ErrorType or AnswerSlot.BareType when kind == JsonScalar.String && raw.Length > 0:
                (slot == AnswerSlot.ErrorType ? ref _errorType : ref _bareType) = JsonText.Decode(raw);
                return true;
            case AnswerSlot.ErrorStatus when kind == JsonScalar.String && raw.Length > 0:
                _errorStatus = JsonText.Decode(raw);
                return true;
            case AnswerSlot.ErrorCode or AnswerSlot.BareCode when kind is JsonScalar.String or JsonScalar.Number && raw.Length > 0:
                (slot == AnswerSlot.ErrorCode ? ref _code : ref _bareCode) = (JsonText.Decode(raw), kind == JsonScalar.Number);
                return true;
            default:
                return slot is >= AnswerSlot.Error and <= AnswerSlot.BareCode;
        }
    }

    private void TakeError(bool isThere)
    {
        if (!isThere)
        {
            return;
        }

        // What stands beside an error object is not the error's; what stands beside a text is.
        var type = _frameError ?? _errorType ?? _errorStatus ?? (_isErrorObject ? null : _bareType);
        var code = _code ?? (_isErrorObject ? null : _bareCode);
        if (!_hasError && HasNothingElse)
        {
            // An error's id is not an answer's.
            Facts.ResponseId = null;
        }

        Facts.ErrorType = type ?? code?.Text ?? "error";
        if (Content is not null)
        {
            var message = _hasMessage ? _message?.Decode() : _hasBareMessage ? _bareMessage?.Decode() : Content.Error?.Message;
            Content.Error = new ProviderError(type, message, code?.Text, code is { IsNumber: true });
        }

        _frameError = null;
    }
}
