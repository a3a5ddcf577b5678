using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.MockLlm.Shapes;

/// <summary>The shape of an answer: which kinds of objects it has in which order, and the paths of their members.</summary>
/// <param name="Order">The kinds, repetitions taken together.</param>
/// <param name="Members">For each kind the paths of all members that occur.</param>
internal sealed record AnswerShape(IReadOnlyList<string> Order, IReadOnlyDictionary<string, HashSet<string>> Members)
{
    /// <summary>What the client chose itself has no shape of the provider's.</summary>
    private static readonly HashSet<string> FreeForm = ["arguments", "input", "parameters", "metadata", "schema", "tools", "tool_choice",
        "annotations"];

    /// <summary>Reads the shape of a body: a stream of events, lines of JSON or one object.</summary>
    public static AnswerShape Of(string body)
    {
        var order = new List<string>();
        var members = new Dictionary<string, HashSet<string>>();
        foreach (var item in Objects(body))
        {
            var kind = KindOf(item);
            if (order.Count == 0 || order[^1] != kind)
            {
                order.Add(kind);
            }

            Collect(item, "", members.TryGetValue(kind, out var known) ? known : members[kind] = []);
        }

        return new AnswerShape(order, members);
    }

    private static IEnumerable<JsonNode> Objects(string body)
    {
        if (!body.StartsWith('{'))
        {
            return body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!);
        }

        return body.Contains("}\n{", StringComparison.Ordinal)
            ? body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            : [JsonNode.Parse(body)!];
    }

    private static string KindOf(JsonNode item) =>
        (string?)item["type"] ?? (string?)item["object"] ?? (item["done"]?.GetValue<bool>() switch { true => "last line", false => "line", null => "error" });

    private static void Collect(JsonNode? node, string path, HashSet<string> paths)
    {
        switch (node)
        {
            case JsonObject members:
                // Two objects in one place that differ in type are two shapes.
                var type = members["type"] is JsonValue value && value.GetValueKind() == JsonValueKind.String && path.Length > 0 ? $"({value})" : "";
                foreach (var (name, member) in members)
                {
                    paths.Add($"{path}{type}.{name}");
                    if (!FreeForm.Contains(name))
                    {
                        Collect(member, $"{path}{type}.{name}", paths);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, path + "[]", paths);
                }

                break;
        }
    }
}
