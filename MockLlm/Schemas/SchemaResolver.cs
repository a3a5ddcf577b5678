using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmAspire.MockLlm.Schemas;

/// <summary>Reduces references and combinations to one plain schema.</summary>
internal static class SchemaResolver
{
    private const int MaxHops = 20;

    /// <summary>Follows <c>$ref</c>, takes the first of <c>anyOf</c> and <c>oneOf</c>, merges <c>allOf</c>.</summary>
    /// <param name="root">The whole schema, which references point into.</param>
    /// <param name="schema">The schema to reduce.</param>
    /// <returns>A schema without these; undefined when a reference points nowhere or in a circle.</returns>
    public static JsonElement Resolve(JsonElement root, JsonElement schema)
    {
        for (var hop = 0; hop < MaxHops; hop++)
        {
            if (schema.ValueKind != JsonValueKind.Object)
            {
                return schema;
            }

            if (schema.TryGetProperty("$ref", out var reference))
            {
                schema = Follow(root, reference.GetString() ?? "");
            }
            else if (FirstOf(schema, "anyOf") is { } any)
            {
                schema = Merge(Without(schema, "anyOf"), any);
            }
            else if (FirstOf(schema, "oneOf") is { } one)
            {
                schema = Merge(Without(schema, "oneOf"), one);
            }
            else if (schema.TryGetProperty("allOf", out var all) && all.ValueKind == JsonValueKind.Array)
            {
                schema = all.EnumerateArray().Aggregate(Without(schema, "allOf"), (merged, part) => Merge(merged, Resolve(root, part)));
            }
            else
            {
                return schema;
            }
        }

        return default;
    }

    /// <summary>A JSON pointer into the schema (RFC 6901).</summary>
    private static JsonElement Follow(JsonElement root, string pointer)
    {
        var at = root;
        foreach (var part in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(part)
                .Replace("~1", "/", StringComparison.Ordinal)
                .Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return default;
            }
        }

        return at;
    }

    private static JsonElement? FirstOf(JsonElement schema, string name)
    {
        if (!schema.TryGetProperty(name, out var several) || several.ValueKind != JsonValueKind.Array || several.GetArrayLength() == 0)
        {
            return null;
        }

        // An alternative that says something is worth more to a test than null.
        return several.EnumerateArray().FirstOrDefault(
            item => item.ValueKind == JsonValueKind.Object && !(item.TryGetProperty("type", out var type) && type.ValueEquals("null")),
            several[0]);
    }

    private static JsonElement Without(JsonElement schema, string name)
    {
        var copy = JsonObject.Create(schema)!;
        copy.Remove(name);
        return JsonSerializer.SerializeToElement(copy);
    }

    private static JsonElement Merge(JsonElement one, JsonElement other)
    {
        if (other.ValueKind != JsonValueKind.Object)
        {
            return one;
        }

        var merged = JsonObject.Create(one)!;
        foreach (var member in other.EnumerateObject())
        {
            var value = JsonSerializer.SerializeToNode(member.Value);
            merged[member.Name] = (merged[member.Name], value) switch
            {
                (JsonObject mine, JsonObject theirs) => Joined(mine, theirs),
                (JsonArray mine, JsonArray theirs) when member.Name == "required" => new JsonArray(
                    [.. mine.Concat(theirs).Select(name => name!.GetValue<string>()).Distinct().Select(name => (JsonNode)name)]),
                _ => value,
            };
        }

        return JsonSerializer.SerializeToElement(merged);
    }

    private static JsonObject Joined(JsonObject mine, JsonObject theirs)
    {
        var joined = mine.DeepClone().AsObject();
        foreach (var (name, value) in theirs)
        {
            joined[name] = value?.DeepClone();
        }

        return joined;
    }
}
