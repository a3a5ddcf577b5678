using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// Judges a JSON result by its structure: an <c>error</c> member that is set, a status that tells of failure, <c>ok: false</c>. Words
/// elsewhere
/// in it are data. Read once, without building a tree; nesting beyond 64 levels ends the reading.
/// </summary>
internal sealed class JsonResult
{
    private const int MaxStatement = 600;
    private const int MaxDepth = 64;
    private const int MaxCharacters = JsonHash.MaxCharacters;

    private readonly StringBuilder _words = new();
    private bool _isError;
    private bool _isPositive;
    private bool _hasContent;
    private bool _hasMessage;
    private bool _hasMore;
    private double? _firstNumber;

    /// <summary>Judges a text that starts with a brace or bracket; null when it is no JSON at all.</summary>
    public static ResultText? Judge(string text)
    {
        if (text.Length > MaxCharacters)
        {
            return new ResultText(ResultForm.Data, "");
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            return new JsonResult().Read(bytes.AsSpan(0, length), text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private ResultText? Read(ReadOnlySpan<byte> json, string text)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
        var hasRead = false;
        try
        {
            if (reader.Read())
            {
                ReadValue(ref reader, "", inError: false);
                hasRead = true;
            }
        }
        catch (JsonException)
        {
            return LooksLikeJson(text) ? new ResultText(ResultForm.BrokenJson, "") : null;
        }

        return hasRead ? Verdict() : null;
    }

    private ResultText Verdict()
    {
        if (_isError)
        {
            return new ResultText(ResultForm.Error, _words.ToString(), _firstNumber);
        }

        // {"message": "Bad credentials"}: the answer is what the message says.
        if (_hasMessage && !_hasMore && !_isPositive)
        {
            return new ResultText(ResultForm.Text, _words.ToString(), _firstNumber);
        }

        var isEmpty = !_hasContent && !_isPositive;
        return new ResultText(isEmpty ? ResultForm.EmptyData : ResultForm.Data, "", _firstNumber);
    }

    private static bool LooksLikeJson(string text)
    {
        var rest = text.AsSpan().TrimStart();
        var inner = rest.Length > 1 ? rest[1..].TrimStart() : [];
        return rest is ['{', ..] ? inner is ['"', ..] : rest is ['[', ..] && inner is ['{' or '"' or '[', ..];
    }

    private void ReadValue(ref Utf8JsonReader reader, string name, bool inError)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, name, inError);
                break;
            case JsonTokenType.StartArray:
                ReadArray(ref reader, name, inError);
                break;
            default:
                ReadScalar(ref reader, name, inError);
                break;
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, string name, bool inError)
    {
        var isError = inError || JsonNames.IsErrorMember(name);
        var isTop = reader.CurrentDepth == 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString()!;
            _isError |= isError;
            reader.Read();
            ReadMember(ref reader, member, isError, isTop);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, string member, bool inError, bool isTop)
    {
        _hasMore |= isTop && !JsonNames.IsMessage(member) && !JsonNames.IsEnvelope(member);
        if (isTop && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            JudgeTopMember(ref reader, member);
        }

        // What stands below data is data: only the top level and error members are looked into for errors.
        var mayBeError = inError || isTop;
        ReadValue(ref reader, mayBeError ? member : "", inError);
    }

    private void JudgeTopMember(ref Utf8JsonReader reader, string member)
    {
        _hasMessage |= JsonNames.IsMessage(member);
        var isSet = reader.TokenType switch
        {
            JsonTokenType.Null or JsonTokenType.False => false,
            JsonTokenType.Number => reader.GetDouble() != 0,
            JsonTokenType.String => !reader.ValueSpan.IsEmpty,
            _ => true,
        };
        _isError |= JsonNames.IsErrorMember(member) && isSet;
        _isError |= JsonNames.IsSuccessMember(member) && reader.TokenType == JsonTokenType.False;
        _isPositive |= JsonNames.IsSuccessMember(member) && reader.TokenType == JsonTokenType.True;
        if (!JsonNames.IsStatusMember(member))
        {
            return;
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            _isError |= reader.GetDouble() is >= 400 and < 600 or < 0;
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            _isError |= JsonNames.IsFailureStatus(reader.GetString()!);
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, string name, bool inError)
    {
        var isError = inError || JsonNames.IsErrorMember(name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _isError |= isError;
            ReadValue(ref reader, isError ? name : "", isError);
        }
    }

    private void ReadScalar(ref Utf8JsonReader reader, string name, bool inError)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = reader.GetString()!;
                _hasContent |= text.Length > 0 && !JsonNames.IsEmptyWord(text);
                AddWords(name, text, inError);
                break;
            case JsonTokenType.Number:
                var number = reader.GetDouble();
                _firstNumber ??= number;
                _hasContent |= number != 0 || !JsonNames.IsCount(name);
                AddWords(name, number.ToString(CultureInfo.InvariantCulture), inError);
                break;
            case JsonTokenType.True:
                _hasContent = true;
                break;
        }
    }

    private void AddWords(string name, string text, bool inError)
    {
        if (_words.Length < MaxStatement && text.Length > 0 && (inError || JsonNames.TellsOfErrors(name)))
        {
            var isNamed = JsonNames.IsStatusMember(name)
                && (char.IsAsciiDigit(text[0]) || name.Contains("stat", StringComparison.OrdinalIgnoreCase));
            var lead = isNamed ? "status " : inError && JsonNames.NamesArgument(name) ? "invalid parameter " : "";
            _words.Append(lead).Append(text.AsSpan(0, Math.Min(text.Length, MaxStatement))).Append(".\n");
        }
    }
}
