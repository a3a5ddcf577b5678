using System.Buffers;
using System.Text;
using System.Text.Json;
using LlmAspire.MockLlm.Dialects;

namespace LlmAspire.MockLlm.Schemas;

/// <summary>
/// Writes one valid instance of a JSON schema, always the same: every property, the least number and length that is allowed, the first of
/// several alternatives.
/// </summary>
/// <remarks>
/// Knows type, const, enum, properties, required, items, prefixItems, minItems, minimum, maximum, their exclusive forms, multipleOf,
/// minLength,
/// maxLength, the common formats, anyOf, oneOf, allOf and $ref within the schema. It does not know pattern, not, if, contains and dependent
/// schemas: an instance of a schema with these may be invalid. A recursive schema is followed to a fixed depth, where properties that are
/// not
/// required are left out.
/// </remarks>
internal sealed class SchemaInstance
{
    /// <summary>Deeper than this only what is required is written.</summary>
    private const int ThriftyDepth = 6;

    /// <summary>Deeper than this nothing is written: the schema demands an endless instance.</summary>
    private const int MaxDepth = 60;

    private readonly JsonElement _root;
    private readonly Utf8JsonWriter _json;

    private SchemaInstance(JsonElement root, Utf8JsonWriter json)
    {
        _root = root;
        _json = json;
    }

    /// <summary>Writes an instance.</summary>
    /// <param name="schema">The schema; null allows any object.</param>
    /// <returns>Compact JSON.</returns>
    public static string Write(JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } root)
        {
            return "{}";
        }

        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
        {
            new SchemaInstance(root, json).WriteValue(root, 0);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private void WriteValue(JsonElement schema, int depth)
    {
        schema = SchemaResolver.Resolve(_root, schema);
        if (depth > MaxDepth || schema.ValueKind != JsonValueKind.Object)
        {
            _json.WriteNullValue();
        }
        else if (schema.TryGetProperty("const", out var constant))
        {
            constant.WriteTo(_json);
        }
        else if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
        {
            values[0].WriteTo(_json);
        }
        else
        {
            WriteOfType(schema, TypeOf(schema), depth);
        }
    }

    private void WriteOfType(JsonElement schema, string type, int depth)
    {
        switch (type)
        {
            case "object":
                WriteObject(schema, depth);
                break;
            case "array":
                WriteArray(schema, depth);
                break;
            case "string":
                _json.WriteStringValue(SchemaScalars.Text(schema));
                break;
            case "integer":
                _json.WriteNumberValue((long)SchemaScalars.Number(schema, whole: true));
                break;
            case "number":
                _json.WriteNumberValue(SchemaScalars.Number(schema, whole: false));
                break;
            case "boolean":
                _json.WriteBooleanValue(true);
                break;
            default:
                _json.WriteNullValue();
                break;
        }
    }

    private void WriteObject(JsonElement schema, int depth)
    {
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).ToHashSet()
            : [];
        _json.WriteStartObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            var written = properties.EnumerateObject().Where(property => depth < ThriftyDepth || required.Contains(property.Name));
            foreach (var property in written)
            {
                _json.WritePropertyName(property.Name);
                WriteValue(property.Value, depth + 1);
                required.Remove(property.Name);
            }
        }

        foreach (var undescribed in required)
        {
            _json.WriteString(undescribed, "text");
        }

        _json.WriteEndObject();
    }

    private void WriteArray(JsonElement schema, int depth)
    {
        _json.WriteStartArray();
        var written = 0;
        if (schema.TryGetProperty("prefixItems", out var prefix) && prefix.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in prefix.EnumerateArray())
            {
                WriteValue(item, depth + 1);
                written++;
            }
        }

        var hasItems = schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Object;
        var least = SchemaScalars.Count(schema, "minItems") ?? (hasItems && depth < ThriftyDepth ? 1 : 0);
        for (least = Math.Min(least, SchemaScalars.Count(schema, "maxItems") ?? least); written < least; written++)
        {
            WriteValue(hasItems ? items : default, depth + 1);
        }

        _json.WriteEndArray();
    }

    private static string TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            // Of several types the first that is not null.
            return type.ValueKind == JsonValueKind.Array
                ? type.EnumerateArray().Select(item => item.GetString() ?? "null").FirstOrDefault(item => item != "null", "null")
                : type.GetString() ?? "null";
        }

        return schema.TryGetProperty("properties", out _) ? "object"
            : schema.TryGetProperty("items", out _) || schema.TryGetProperty("prefixItems", out _) ? "array"
            : "string";
    }
}
