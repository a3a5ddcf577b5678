using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmAspire.Signals.Reference;

/// <summary>JSON as strictly read and as uniformly written as the reference's library does, so that equal values have equal texts.</summary>
internal static class ReferenceJson
{
    // The reference's library gives up at 128 levels.
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 127 };

    /// <summary>The value of a text; null when the text is no JSON, nests too deep or holds a number or escape that has no value.</summary>
    public static JsonDocument? TryParse(string text)
    {
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(text, Depth);
            Check(document.RootElement);
            return document;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            document?.Dispose();
            return null;
        }
    }

    /// <summary>A value as text: without blanks, of members with one name the last, numbers in one form.</summary>
    public static string Write(JsonElement value, JsonOrder order)
    {
        var text = new StringBuilder();
        Append(text, value, sorted: true, order);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement value, bool sorted, JsonOrder order)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, value, sorted, order);
                break;
            case JsonValueKind.Array:
                AppendArray(text, value, order);
                break;
            case JsonValueKind.Number:
                text.Append(Number(value));
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement value, bool sorted, JsonOrder order)
    {
        // A dictionary keeps the place of the first and takes the value of the last member of a name.
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        var separator = '{';
        foreach (var (name, member) in sorted ? members.OrderBy(static member => member.Key, StringComparer.Ordinal) : members.AsEnumerable())
        {
            text.Append(separator).Append(JsonSerializer.Serialize(name)).Append(':');
            Append(text, member, order == JsonOrder.AllSorted, order);
            separator = ',';
        }

        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void AppendArray(StringBuilder text, JsonElement value, JsonOrder order)
    {
        var separator = '[';
        foreach (var item in value.EnumerateArray())
        {
            text.Append(separator);
            Append(text, item, order == JsonOrder.AllSorted, order);
            separator = ',';
        }

        text.Append(separator == '[' ? "[]" : "]");
    }

    // Whole numbers that fit 64 bits are whole; all others are 64-bit floating-point numbers, and 1 and 1.0 are different.
    private static string Number(JsonElement value)
    {
        var raw = value.GetRawText();
        if (raw != "-0" && (long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            || ulong.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return raw;
        }

        var number = value.GetDouble().ToString("R", CultureInfo.InvariantCulture);
        return number.AsSpan().ContainsAny('.', 'E') ? number : number + ".0";
    }

    private static void Check(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    _ = member.Name;
                    Check(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Check(item);
                }

                break;
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Number when !double.IsFinite(value.GetDouble()):
                throw new JsonException("A number is out of range.");
        }
    }
}
