using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class ScenarioTests
{
    [Theory]
    [InlineData("""{"model":"gpt-*"}""", "gpt-9", "hello", true)]
    [InlineData("""{"model":"gpt-*"}""", "mock", "hello", false)]
    [InlineData("""{"path":"/v1/chat/*"}""", "mock", "hello", true)]
    [InlineData("""{"path":"/v1/messages"}""", "mock", "hello", false)]
    [InlineData("""{"text":"weather"}""", "mock", "the weather today", true)]
    [InlineData("""{"text":"weather"}""", "mock", "the Weather", false)]
    [InlineData("""{"model":"mock","text":"x"}""", "mock", "y", false)]
    [InlineData("{}", "anything", "hello", true)]
    public async Task A_scenario_answers_the_calls_that_it_matches(string match, string model, string text, bool answers)
    {
        await using var mock = MockLlmServer.Start();
        await PutAsync(mock, "s", $$"""{"match":{{match}},"steps":[{"say":"scripted"}]}""");

        var answer = await Chat.AskAsync(mock.Client, Chat.Request(model, text));

        Assert.Equal(answers, answer["choices"] is not null && Chat.Text(answer) == "scripted");
    }

    [Fact]
    public async Task The_nth_call_alone_can_be_scripted()
    {
        await using var mock = MockLlmServer.Start();
        await PutAsync(mock, "second", """{"match":{"model":"mock","nth":2},"steps":[{"say":"second"}]}""");

        var answers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            answers.Add(Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock", "x"))));
        }

        Assert.Equal(["You said: x", "second", "You said: x"], answers);
    }

    [Fact]
    public async Task The_first_scenario_that_matches_answers_and_one_put_again_begins_again()
    {
        await using var mock = MockLlmServer.Start();
        await PutAsync(mock, "a", """{"match":{"nth":1},"steps":[{"say":"from a"}]}""");
        await PutAsync(mock, "b", """{"match":{},"steps":[{"say":"from b"}]}""");
        Assert.Equal("from a", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock"))));
        Assert.Equal("from b", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock"))));

        await PutAsync(mock, "a", """{"match":{"nth":1},"steps":[{"say":"from a again"}]}""");

        Assert.Equal("from a again", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock"))));
    }

    [Fact]
    public async Task A_scenario_without_a_match_waits_to_be_named()
    {
        await using var mock = MockLlmServer.Start();
        await PutAsync(mock, "named", """{"steps":[{"say":"by name"}]}""");
        var request = Chat.Request("mock", "x");

        Assert.Equal("You said: x", Chat.Text(await Chat.AskAsync(mock.Client, request)));
        request["metadata"] = new JsonObject { ["x-mock-script"] = "named" };
        Assert.Equal("by name", Chat.Text(await Chat.AskAsync(mock.Client, request)));
    }

    [Fact]
    public async Task Scenarios_are_listed_shown_and_deleted()
    {
        await using var mock = MockLlmServer.Start();
        const string Text = """{"match":{"model":"m"},"steps":[{"say":"x"}]}""";
        await PutAsync(mock, "s", Text);
        await Chat.AskAsync(mock.Client, Chat.Request("m"));

        var listed = JsonNode.Parse(await mock.Client.GetStringAsync("/mock/scenarios", TestDeadline.Token))!.AsArray().Single()!;
        Assert.Equal(("s", 1), ((string?)listed["name"], (int)listed["seen"]!));
        Assert.Equal(Text, await mock.Client.GetStringAsync("/mock/scenarios/s", TestDeadline.Token));
        using var deleted = await mock.Client.DeleteAsync("/mock/scenarios/s", TestDeadline.Token);
        using var gone = await mock.Client.GetAsync("/mock/scenarios/s", TestDeadline.Token);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("{\n\"steps\": [\n{ \"say\": 1 } ] }", 3, "steps[0].say")]
    [InlineData("{\n\"steps\": [\n{ \"say\": \"x\" },\n{ \"dance\": true } ] }", 4, "steps[1].dance")]
    [InlineData("{ \"steps\": [\n{ \"say\": \"x\",\n \"tempo\": 3 } ] }", 3, "steps[0].tempo")]
    [InlineData("{ \"match\": {\n \"nth\": 0 },\n \"steps\": [ { \"say\": \"x\" } ] }", 2, "match.nth")]
    [InlineData("{ \"steps\": [ { \"say\": \"x\" },\n { \"status\": 500 } ] }", 2, "steps[1].status")]
    [InlineData("{ \"steps\": [ {\n \"call\": {\n \"name\": \"\" } } ] }", 3, "steps[0].call.name")]
    [InlineData("{\n \"steps\": [] }", 2, "steps")]
    [InlineData("{\n \"steps\": [ { \"say\": \"x\" } ],\n \"dieAfter\": -1 }", 3, "dieAfter")]
    [InlineData("{ \"steps\": [ { \"split\": [1,\n0] } ] }", 1, "steps[0].split")]
    [InlineData("{ \"steps\": [ { \"replay\": \"../../etc/passwd\" } ] }", 1, "steps[0].replay")]
    [InlineData("{ \"steps\": [\n 7 ] }", 2, "steps[0]")]
    [InlineData("{ \"steps\": [\n { \"say\": \"x\" }\n { } ] }", 3, "")]
    [InlineData("[1]", 1, "")]
    public async Task A_bad_script_is_400_with_the_line_and_the_member_at_fault(string script, int line, string member)
    {
        await using var mock = MockLlmServer.Start();

        using var response = await mock.Client.PutAsync(
            "/mock/scenarios/bad", new StringContent(script, Encoding.UTF8), TestDeadline.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!["problems"]!.AsArray().Single()!;
        Assert.Equal((line, member), ((int)problem["line"]!, (string?)problem["member"]));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_script_is_said_at_once()
    {
        await using var mock = MockLlmServer.Start();

        using var response = await mock.Client.PutAsync(
            "/mock/scenarios/bad",
            new StringContent("""{"steps":[{"say":1},{"wait":-1},{"jump":1}]}""", Encoding.UTF8),
            TestDeadline.Token);

        var problems = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!["problems"]!.AsArray();
        Assert.Equal(["steps[0].say", "steps[1].wait", "steps[2].jump"], problems.Select(problem => (string?)problem!["member"]));
    }

    [Theory]
    [InlineData("""[{"say":1}]""", "line 1, [0].say")]
    [InlineData("not-registered", "neither JSON nor the name of a scenario")]
    [InlineData("{", "no JSON")]
    public async Task A_bad_script_in_a_call_is_400_in_the_providers_shape(string script, string says)
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock");
        request["metadata"] = new JsonObject { ["x-mock-script"] = script };

        using var response = await Chat.PostAsync(mock.Client, request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = Chat.Error(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!);
        Assert.Equal(("x-mock-script", "invalid_script"), (error.Param, error.Code));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    private static async Task PutAsync(MockLlmServer mock, string name, string scenario)
    {
        using var response = await mock.Client.PutAsync(
            $"/mock/scenarios/{name}", new StringContent(scenario, Encoding.UTF8), TestDeadline.Token);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }
}
