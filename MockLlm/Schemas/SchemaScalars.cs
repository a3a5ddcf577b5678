using System.Text.Json;
using LlmAspire.MockLlm.Dialects;

namespace LlmAspire.MockLlm.Schemas;

/// <summary>Strings and numbers that a schema allows.</summary>
internal static class SchemaScalars
{
    private const string Filler = "text";

    /// <summary>A string that fits the schema's format and lengths.</summary>
    /// <param name="schema">A schema of type string.</param>
    /// <returns>The string.</returns>
    public static string Text(JsonElement schema)
    {
        var format = schema.TryGetProperty("format", out var name) ? name.GetString() : null;
        var text = format switch
        {
            "date-time" => "2026-01-01T00:00:00Z",
            "date" => "2026-01-01",
            "time" => "12:00:00Z",
            "duration" => "PT1S",
            "email" or "idn-email" => "someone@example.com",
            "uuid" => "00000000-0000-4000-8000-000000000000",
            "uri" or "url" or "iri" => "https://example.com/",
            "hostname" or "idn-hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            _ => Filler,
        };
        var least = Count(schema, "minLength") ?? 0;
        var most = Count(schema, "maxLength") ?? int.MaxValue;
        return text.PadRight(Math.Min(least, most), 'x')[..Math.Min(Math.Max(text.Length, Math.Min(least, most)), most)];
    }

    /// <summary>The number nearest to 1 from below that the schema allows, or its least.</summary>
    /// <param name="schema">A schema of type number or integer.</param>
    /// <param name="whole">The number must be whole.</param>
    /// <returns>The number.</returns>
    public static decimal Number(JsonElement schema, bool whole)
    {
        var gap = whole ? 1m : 0.5m;
        var least = Limit(schema, "minimum") ?? Limit(schema, "exclusiveMinimum") + gap;
        var most = Limit(schema, "maximum") ?? Limit(schema, "exclusiveMaximum") - gap;
        var number = Math.Min(1, most ?? 1);
        number = Math.Max(number, least ?? number);
        if (Limit(schema, "multipleOf") is { } step and > 0)
        {
            number = Math.Ceiling(number / step) * step;
        }

        return whole ? Math.Ceiling(number) : number;
    }

    /// <summary>A length or count that a schema gives.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The keyword.</param>
    /// <returns>The value; null when the schema does not give it.</returns>
    public static int? Count(JsonElement schema, string name) =>
        schema.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var count) && count >= 0 ? count : null;

    private static decimal? Limit(JsonElement schema, string name) =>
        schema.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var limit) ? limit : null;
}
