using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.Gateway.Recordings;

/// <summary>The recordings with the members of every object in the other order, unknown ones before them, and the lines' ends changed.</summary>
public sealed class ReorderedTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void The_order_of_members_and_the_ends_of_lines_mean_nothing(string lineEnd)
    {
        var differences = Recording.All().Where(recording => !recording.File.EndsWith(".eventstream", StringComparison.Ordinal))
            .SelectMany(recording => recording.Differences(recording.Observe(Encoding.UTF8.GetBytes(Rewrite(recording, lineEnd)))))
            .ToList();

        Assert.Empty(differences);
    }

    private static string Rewrite(Recording recording, string lineEnd)
    {
        var text = Encoding.UTF8.GetString(recording.Body.Span);
        if (recording.File.EndsWith(".json", StringComparison.Ordinal))
        {
            return Reversed(JsonNode.Parse(text)!).ToJsonString();
        }

        const string Data = "data:";
        return string.Join(lineEnd, text.ReplaceLineEndings("\n").Split('\n').Select(line =>
            line.StartsWith(Data, StringComparison.Ordinal) ? Data + Document(line[Data.Length..]) : Document(line)));
    }

    private static string Document(string line)
    {
        try
        {
            return line.TrimStart().StartsWith('{') ? Reversed(JsonNode.Parse(line)!).ToJsonString() : line;
        }
        catch (JsonException)
        {
            return line;
        }
    }

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject { Count: 0 } => new JsonObject(),
        JsonObject members => new JsonObject(
        [
            KeyValuePair.Create("x-unknown", JsonNode.Parse("""{"usage":{"prompt_tokens":7},"text":"}]"}""")),
            .. members.Reverse().Select(member => KeyValuePair.Create(member.Key, Copy(member.Value, member.Key))),
        ]),
        JsonArray elements => new JsonArray([.. elements.Select(element => element is null ? null : Reversed(element))]),
        _ => node.DeepClone(),
    };

    /// <summary>What a model wrote for a tool is its own.</summary>
    private static JsonNode? Copy(JsonNode? value, string name) =>
        value is null ? null : name is "arguments" or "args" or "input" or "parameters" ? value.DeepClone() : Reversed(value);
}
