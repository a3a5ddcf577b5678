using System.Text.Json;
using LlmAspire.Gateway.Filters.Streams;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters;

/// <summary>What a filter says that it did: never the text it did it to.</summary>
/// <param name="Action">passed, redacted, blocked, or failed: it cannot read what it was sent.</param>
/// <param name="Rule">The rule's name, of the characters A-Z a-z 0-9 . _ - only; empty when the filter named none.</param>
/// <param name="Count">How often.</param>
internal readonly record struct FilterVerdict(string Action, string Rule, long Count)
{
    private const int MaxRuleLength = 64;

    /// <summary>Reads a verdict event.</summary>
    /// <param name="lines">The event's lines.</param>
    /// <param name="verdict">The verdict.</param>
    /// <returns>False when its data is no JSON object with an action that is known.</returns>
    public static bool TryRead(ReadOnlySpan<byte> lines, out FilterVerdict verdict)
    {
        using var data = new ByteQueue();
        EventEncoding.ReadDocument(lines, data);
        verdict = default;
        try
        {
            verdict = Read(data.Span);
        }
        catch (JsonException)
        {
            return false;
        }

        return verdict.Action is "passed" or "redacted" or "blocked" or "failed";
    }

    private static FilterVerdict Read(ReadOnlySpan<byte> json)
    {
        var (action, rule, count) = ("", "", 1L);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isAction, isRule) = (reader.ValueTextEquals("action"), reader.ValueTextEquals("rule"));
            var isCount = reader.ValueTextEquals("count");
            reader.Read();
            if (isAction && reader.TokenType == JsonTokenType.String)
            {
                action = reader.GetString()!;
            }
            else if (isRule && reader.TokenType == JsonTokenType.String)
            {
                rule = Name(reader.GetString()!);
            }
            else if (isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            {
                count = Math.Max(0, number);
            }
            else
            {
                reader.Skip();
            }
        }

        return new FilterVerdict(action, rule, count);
    }

    /// <summary>A name that can hold no text of an answer: what is none is told as "other".</summary>
    private static string Name(string rule) =>
        rule.Length <= MaxRuleLength && rule.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? rule : "other";
}
