using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>The reference's own cases of Responses state. Where it loses what it cannot say, ours is better and the case says so.</summary>
public sealed class ReferenceStateTests
{
    private static JsonObject Cases =>
        JsonNode.Parse(File.ReadAllText(SharedData.Path("conformance/conversation_state.json")))!.AsObject();

    [Fact]
    public void Stored_items_come_first_in_order_and_the_new_input_after_them()
    {
        foreach (var test in Cases["merge_cases"]!.AsArray())
        {
            var merged = Merge(test!["previous"]!.AsArray(), test["current"]!);

            var id = (string?)test["id"];
            Assert.True(merged.Count == ((int?)test["expected_count"] ?? test["expected"]!.AsArray().Count), id);
            if (test["expected"] is { } expected)
            {
                Assert.True(JsonNode.DeepEquals(expected, new JsonArray([.. merged])), id);
            }

            if (test["expected_roles"] is { } roles)
            {
                Assert.Equal(roles.AsArray().Select(role => (string?)role), merged.Select(item => (string?)item["role"]));
            }
        }
    }

    [Fact]
    public void An_input_that_is_one_text_becomes_a_message_and_one_of_items_stays_as_it_is()
    {
        // One item without an array around it is no input of the API.
        foreach (var test in Cases["input_normalisation_cases"]!.AsArray().Where(test => test!["input"] is not JsonObject))
        {
            Assert.True(JsonNode.DeepEquals(test!["expected"], new JsonArray([.. Merge([], test["input"]!)])), test.ToJsonString());
        }
    }

    [Fact]
    public void An_answers_output_comes_back_as_input_and_tool_calls_keep_their_structure()
    {
        foreach (var test in Cases["output_to_input_cases"]!.AsArray())
        {
            var output = test!["output"]!;
            var answer = new DeliveredAnswer("x", [], "completed", "resp_1", IsComplete: true, IsTruncated: false)
            {
                Json = Encoding.UTF8.GetBytes(new JsonObject { ["output"] = new JsonArray(output.DeepClone()) }.ToJsonString()),
            };

            var item = Assert.Single(OpenAiResponsesHistory.Instance.OfAnswer(answer));

            Assert.True(JsonNode.DeepEquals(output, Parse(item.Raw)), test.ToJsonString());
        }
    }

    private static List<JsonNode> Merge(JsonArray previous, JsonNode current)
    {
        var body = new JsonObject { ["model"] = "m", ["input"] = current.DeepClone() };
        var view = RequestView.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()), out _)!;
        ConversationItem[] stored =
        [
            .. RequestItem.ReadAll(Encoding.UTF8.GetBytes(previous.ToJsonString()))
                .Select(item => new ConversationItem(Api.Responses.Name, item.Role, item.Raw)),
        ];
        return [.. new MergedHistory(view, stored, Api.Responses).Messages().Select(Parse)];
    }

    private static JsonNode Parse(ReadOnlyMemory<byte> json) => JsonNode.Parse(json.Span)!;
}
