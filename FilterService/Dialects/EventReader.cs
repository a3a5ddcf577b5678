using System.Text.Json;

namespace LlmAspire.FilterService.Dialects;

/// <summary>Walks an event's JSON along a shape and notes where text stands. No strings are made.</summary>
/// <param name="data">The event's data.</param>
/// <param name="reading">Takes what is found.</param>
internal ref struct EventReader(ReadOnlySpan<byte> data, EventReading reading)
{
    private const int DeepestJson = 256;

    // A rule can take a long number for a card or a phone number; shorter ones need no look.
    private const int ShortestNumber = 9;

    private readonly EventReading _reading = reading;
    private Utf8JsonReader _json = new(data, new JsonReaderOptions { MaxDepth = DeepestJson, AllowMultipleValues = false });
    private int _first;
    private int _second;
    private bool _repeats;

    /// <summary>Reads the data.</summary>
    /// <param name="data">The event's data.</param>
    /// <param name="shape">Where text stands in it.</param>
    /// <param name="reading">Takes what is found.</param>
    /// <exception cref="JsonException">The data is no JSON.</exception>
    public static void Read(ReadOnlySpan<byte> data, Shape shape, EventReading reading)
    {
        reading.Clear();
        var reader = new EventReader(data, reading);
        reader._json.Read();
        reader.Value(shape, position: 0);
        while (reader._json.Read())
        {
        }
    }

    private void Value(Shape shape, int position)
    {
        var outer = _repeats;
        _repeats |= shape.Repeats;
        switch (_json.TokenType)
        {
            case JsonTokenType.String:
                String(shape);
                break;
            case JsonTokenType.Number:
                Number(shape);
                break;
            case JsonTokenType.StartObject when IsDeep(shape) || shape.Members.Count > 0:
                Object(shape, position);
                break;
            case JsonTokenType.StartArray when IsDeep(shape) || shape.Items is not null:
                for (var i = 0; _json.Read() && _json.TokenType != JsonTokenType.EndArray; i++)
                {
                    Value(shape.Items ?? shape, i);
                }

                break;
            default:
                _json.Skip();
                break;
        }

        _repeats = outer;
    }

    private static bool IsDeep(Shape shape) => shape.Role is Role.AnyText or Role.AnyValue;

    private void Object(Shape shape, int position)
    {
        var began = (int)_json.TokenStartIndex;
        var (outerFirst, outerSecond) = (_first, _second);
        _first = shape.PositionIndex == 1 ? position : _first;
        _second = shape.PositionIndex == 2 ? position : _second;
        var fields = _reading.Fields.Length;
        var (finishes, companion) = (false, default(Range));
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(shape);
            _json.Read();
            var start = (int)_json.TokenStartIndex;
            finishes |= member.Role == Role.Finish && _json.TokenType == JsonTokenType.String;
            Value(member, position: 0);
            companion = member.Role == Role.Companion ? start..(int)_json.BytesConsumed : companion;
        }

        Complete(shape, _reading.Fields[fields..], began, companion);
        if (finishes)
        {
            _reading.Finished.Add(_first);
        }

        (_reading.First, _reading.Second) = (_first, _second);
        (_first, _second) = (outerFirst, outerSecond);
    }

    // An index may stand behind the texts it belongs to, so they get it when the object ends.
    private readonly void Complete(Shape shape, Span<Field> fields, int began, Range companion)
    {
        foreach (ref var field in fields)
        {
            if (field.Channel != Shape.Whole)
            {
                field.First = HasIndex(shape, Role.FirstIndex, 1) ? _first : field.First;
                field.Second = HasIndex(shape, Role.SecondIndex, 2) ? _second : field.Second;
            }

            if (shape.Element)
            {
                (field.ElementStart, field.ElementEnd) = (began, (int)_json.BytesConsumed);
            }

            (field.CompanionStart, field.CompanionEnd) = companion.End.Value > 0
                ? (companion.Start.Value, companion.End.Value)
                : (field.CompanionStart, field.CompanionEnd);
        }
    }

    private static bool HasIndex(Shape shape, Role role, int position)
    {
        if (shape.PositionIndex == position)
        {
            return true;
        }

        foreach (var (_, member) in shape.Members)
        {
            if (member.Role == role)
            {
                return true;
            }
        }

        return false;
    }

    private readonly Shape MemberOf(Shape shape)
    {
        foreach (var (name, member) in shape.Members)
        {
            if (_json.ValueTextEquals(name))
            {
                return member;
            }
        }

        if (shape.Role == Role.AnyValue)
        {
            _reading.Add(new Field(FieldKind.Text, (int)_json.TokenStartIndex + 1, _json.ValueSpan.Length)
            {
                Channel = Shape.Whole,
                Repeats = _repeats,
            });
            return shape;
        }

        return shape.Role == Role.AnyText ? AnyText.MemberOf(_json.ValueSpan, shape) : AnyText.Nothing;
    }

    private void String(Shape shape)
    {
        var start = (int)_json.TokenStartIndex + 1;
        switch (shape.Role)
        {
            case Role.Type:
                (_reading.TypeStart, _reading.TypeLength) = (start, _json.ValueSpan.Length);
                break;
            case Role.Text or Role.Nested or Role.AnyText or Role.AnyValue when _json.ValueSpan.Length > 0:
                _reading.Add(new Field(shape.Role == Role.Nested ? FieldKind.Nested : FieldKind.Text, start, _json.ValueSpan.Length)
                {
                    Channel = shape.Channel,
                    Repeats = _repeats,
                });
                break;
        }
    }

    private void Number(Shape shape)
    {
        switch (shape.Role)
        {
            case Role.FirstIndex when _json.TryGetInt32(out var first):
                _first = first;
                break;
            case Role.SecondIndex when _json.TryGetInt32(out var second):
                _second = second;
                break;
            case Role.AnyValue when _json.ValueSpan.Length >= ShortestNumber:
                _reading.Add(new Field(FieldKind.Number, (int)_json.TokenStartIndex, _json.ValueSpan.Length)
                {
                    Channel = Shape.Whole,
                    Repeats = _repeats,
                });
                break;
        }
    }
}
