using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// A hash by which two JSON texts are equal when they are equal as JSON: blanks, key order and number spelling do not
/// matter.
/// </summary>
internal static class JsonHash
{
    /// <summary>Texts longer than this are compared letter by letter instead.</summary>
    public const int MaxCharacters = 65536;

    private const int MaxDepth = 64;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The hash of a text; of its letters without blanks when it is no JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="skip">Tells members that do not count, such as times; null: all count.</param>
    public static ulong Of(string json, Func<ReadOnlySpan<byte>, bool>? skip = null)
    {
        if (json.Length > MaxCharacters || json.AsSpan().TrimStart() is not ['{' or '[' or '"', ..])
        {
            return OfText(json);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            var reader = new Utf8JsonReader(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes)), Options);
            return reader.Read() ? OfValue(ref reader, skip) : OfText(json);
        }
        catch (JsonException)
        {
            return OfText(json);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private static ulong OfText(string text)
    {
        var hash = Seed;
        foreach (var letter in text)
        {
            hash = char.IsWhiteSpace(letter) ? hash : Mix(hash, letter);
        }

        return hash;
    }

    private static ulong OfValue(ref Utf8JsonReader reader, Func<ReadOnlySpan<byte>, bool>? skip) => reader.TokenType switch
    {
        JsonTokenType.StartObject => OfObject(ref reader, skip),
        JsonTokenType.StartArray => OfArray(ref reader, skip),
        JsonTokenType.Number => Mix(2, (ulong)BitConverter.DoubleToInt64Bits(reader.GetDouble())),
        JsonTokenType.String => Mix(3, OfText(reader.GetString()!)),
        _ => Mix(4, (ulong)reader.TokenType),
    };

    // The members' hashes are added up, so that their order does not matter.
    private static ulong OfObject(ref Utf8JsonReader reader, Func<ReadOnlySpan<byte>, bool>? skip)
    {
        var sum = 5ul;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSkipped = skip is not null && skip(reader.ValueSpan);
            var name = OfText(reader.GetString()!);
            reader.Read();
            var value = OfValue(ref reader, skip);
            sum += isSkipped ? 0 : Mix(name, value);
        }

        return Mix(6, sum);
    }

    private static ulong OfArray(ref Utf8JsonReader reader, Func<ReadOnlySpan<byte>, bool>? skip)
    {
        var hash = 7ul;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            hash = Mix(hash, OfValue(ref reader, skip));
        }

        return hash;
    }

    private const ulong Seed = 14695981039346656037;

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
