using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// Asks an OpenAI stream for its token counts where the client did not: <c>stream_options.include_usage</c>, every other byte of the
/// request as it was. Where a member stands twice the last one counts, as it does for common parsers.
/// </summary>
internal static class UsageRequest
{
    private static readonly byte[] Name = "stream_options"u8.ToArray();

    /// <summary>Finds what to write where.</summary>
    /// <param name="body">The request, one JSON object.</param>
    /// <returns>The body with the wish in it; the body as it is when the client asks itself, or when its wish cannot be understood.</returns>
    public static SplicedBody AddTo(ReadOnlyMemory<byte> body)
    {
        var json = body.Span;
        var brace = json.IndexOf((byte)'{');

        // The name is searched for as bytes first: a long conversation need not be parsed a second time.
        var at = json.IndexOf(Name) < 0 ? default : FindOptions(json, brace);
        return at.End.Value == 0
            ? new SplicedBody(body, brace + 1, 0, "\"stream_options\":{\"include_usage\":true},"u8)
            : Change(body, at.Start.Value, at.End.Value);
    }

    private static SplicedBody Change(ReadOnlyMemory<byte> body, int start, int end)
    {
        var options = body.Span[start..end];
        if (options.SequenceEqual("null"u8))
        {
            return new SplicedBody(body, start, end - start, "{\"include_usage\":true}"u8);
        }

        if (options[0] != '{')
        {
            return new SplicedBody(body);
        }

        var reader = new Utf8JsonReader(options, new JsonReaderOptions { MaxDepth = 256 });
        var wish = LastValue(ref reader, "include_usage"u8, out var type);
        if (wish.End.Value == 0)
        {
            var isEmpty = options[1..].TrimStart(" \t\r\n"u8).StartsWith("}"u8);
            return new SplicedBody(body, start + 1, 0, isEmpty ? "\"include_usage\":true"u8 : "\"include_usage\":true,"u8);
        }

        return type is JsonTokenType.False or JsonTokenType.Null
            ? new SplicedBody(body, start + wish.Start.Value, wish.End.Value - wish.Start.Value, "true"u8)
            : new SplicedBody(body);
    }

    private static Range FindOptions(ReadOnlySpan<byte> json, int brace)
    {
        var reader = new Utf8JsonReader(json[brace..], new JsonReaderOptions { MaxDepth = 256 });
        var found = LastValue(ref reader, Name, out _);
        return found.End.Value == 0 ? default : (found.Start.Value + brace)..(found.End.Value + brace);
    }

    /// <summary>Where the value of an object's member stands; the default range when it has no such member.</summary>
    private static Range LastValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, out JsonTokenType type)
    {
        Range found = default;
        type = JsonTokenType.None;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.IsText(name);
            reader.Read();
            var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
            reader.Skip();
            if (isIt)
            {
                (found, type) = (start..(int)reader.BytesConsumed, kind);
            }
        }

        return found;
    }
}
