using System.Net;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>The state of the Responses API, held by the gateway.</summary>
public sealed class ResponsesStateTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_response_goes_on_from_the_one_it_names_and_the_provider_sees_nothing_of_it(string stream)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);

        await AskAsync(gateway, $$"""{"model":"m","stream":{{stream}},"input":"one"}""");
        await AskAsync(gateway, $$"""{"previous_response_id":"resp_1","model":"m","stream":{{stream}},"input":"two"}""");
        await AskAsync(gateway, $$"""{"model":"m","stream":{{stream}},"input":[{"role":"user","content":"three"}] , "previous_response_id" : "resp_2" }""");

        Assert.Equal(["text: one"], Upstream.Items(await provider.NextRequestAsync()));
        Assert.Equal(["user: one", "assistant: answer 1", "user: two"], Upstream.Items(await provider.NextRequestAsync()));
        var third = await provider.NextRequestAsync();
        Assert.Equal(["user: one", "assistant: answer 1", "user: two", "assistant: answer 2", "user: three"], Upstream.Items(third));
        Assert.DoesNotContain("previous_response_id", third.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_requests_that_go_on_from_the_same_response_do_not_see_each_other()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, """{"model":"m","input":"one"}""");

        await AskAsync(gateway, """{"model":"m","input":"left","previous_response_id":"resp_1"}""");
        await AskAsync(gateway, """{"model":"m","input":"right","previous_response_id":"resp_1"}""");
        await AskAsync(gateway, """{"model":"m","input":"left again","previous_response_id":"resp_2"}""");
        await AskAsync(gateway, """{"model":"m","input":"right again","previous_response_id":"resp_3"}""");

        var requests = provider.TakeRequests();
        Assert.Equal(["user: one", "assistant: answer 1", "user: right"], Upstream.Items(requests[2]));
        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: left", "assistant: answer 2", "user: left again"], Upstream.Items(requests[3]));
        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: right", "assistant: answer 3", "user: right again"], Upstream.Items(requests[4]));
    }

    [Fact]
    public async Task Requests_that_go_on_from_the_same_response_at_the_same_time_do_not_see_each_other()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, """{"model":"m","input":"one"}""");
        await provider.NextRequestAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            AskAsync(gateway, $$"""{"model":"m","input":"way {{i}}","previous_response_id":"resp_1"}""")));
        provider.TakeRequests();

        foreach (var (i, id) in ids.Index())
        {
            await AskAsync(gateway, $$"""{"model":"m","input":"on","previous_response_id":"{{id}}"}""");
            var items = Upstream.Items(await provider.NextRequestAsync());
            Assert.Equal(
                ["user: one", "assistant: answer 1", $"user: way {i}", $"assistant: answer {id["resp_".Length..]}", "user: on"], items);
        }
    }

    [Fact]
    public async Task A_conversation_that_is_named_gets_every_turn()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        var (created, body) = await gateway.SendAsync("/v1/conversations", "{}");
        created.Dispose();
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString();

        await AskAsync(gateway, $$"""{"model":"m","input":"one","conversation":"{{id}}"}""");
        await AskAsync(gateway, $$"""{"model":"m","conversation":{"id":"{{id}}"},"input":"two"}""");
        await AskAsync(gateway, $$"""{"model":"m","input":"three"}""", ("x-conversation-id", id!));
        await AskAsync(gateway, """{"model":"m","input":"aside","previous_response_id":"resp_3"}""");
        await AskAsync(gateway, $$"""{"model":"m","input":"four","conversation":"{{id}}"}""");

        var requests = provider.TakeRequests();
        Assert.Equal(["user: one", "assistant: answer 1", "user: two"], Upstream.Items(requests[1]));
        Assert.DoesNotContain("conversation", requests[1].Body, StringComparison.Ordinal);
        Assert.Equal(5, Upstream.Items(requests[2]).Length);
        Assert.Equal("user: aside", Upstream.Items(requests[3])[^1]);
        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: two", "assistant: answer 2", "user: three", "assistant: answer 3", "user: four"],
            Upstream.Items(requests[4]));
    }

    [Fact]
    public async Task Tool_calls_their_results_and_reasoning_come_back_as_they_were()
    {
        const string Output = """
            [{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"x"},
             {"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"weather","arguments":"{\"city\": \"Bonn\"}"}]
            """;
        await using var provider = await ScriptedProvider.AnsweringAsync(
            $$"""{"id":"resp_9","object":"response","status":"completed","model":"m","output":{{Output}}}""");
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, """{"model":"m","input":"weather?"}""");

        await AskAsync(gateway, """
            {"model":"m","previous_response_id":"resp_9","input":[{"type":"function_call_output","call_id":"call_1","output":"rain"}]}
            """);

        await provider.NextRequestAsync();
        using var second = JsonDocument.Parse((await provider.NextRequestAsync()).Body);
        using var output = JsonDocument.Parse(Output);
        var input = second.RootElement.GetProperty("input").EnumerateArray().ToArray();
        Assert.Equal(4, input.Length);
        Assert.Equal(output.RootElement[0].GetRawText(), input[1].GetRawText());
        Assert.Equal(output.RootElement[1].GetRawText(), input[2].GetRawText());
        Assert.Equal("""{"type":"function_call_output","call_id":"call_1","output":"rain"}""", input[3].GetRawText());
    }

    [Fact]
    public async Task Null_names_nothing()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);

        await AskAsync(gateway, """{"previous_response_id":null,"conversation":null,"model":"m","input":"x"}""");

        Assert.Equal("""{"model":"m","input":"x"}""", (await provider.NextRequestAsync()).Body);
    }

    [Fact]
    public async Task A_response_that_must_not_be_stored_is_not_but_still_sees_what_came_before()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, """{"model":"m","input":"one"}""");

        await AskAsync(gateway, """{"model":"m","input":"two","store":false,"previous_response_id":"resp_1"}""");
        var (onward, _) = await gateway.SendAsync("/v1/responses", """{"model":"m","input":"three","previous_response_id":"resp_2"}""");
        using var stored = await gateway.Client.GetAsync("/v1/responses/resp_2", Cancelled);

        using (onward)
        {
            Assert.Equal(["user: one", "assistant: answer 1", "user: two"], Upstream.Items(provider.TakeRequests()[1]));
            Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (onward.StatusCode, stored.StatusCode));
        }
    }

    [Fact]
    public async Task A_provider_that_holds_the_state_gets_the_request_as_it_came()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Providers:test:ResponsesState", "provider"));
        const string Request = """{"model":"m","input":"x","previous_response_id":"resp_of_theirs","conversation":"conv_of_theirs"}""";

        await AskAsync(gateway, Request);

        Assert.Equal(Request, (await provider.NextRequestAsync()).Body);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_stored_response_can_be_had_until_it_is_deleted(string stream)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, $$"""{"model":"m","input":"one","stream":{{stream}}}""");

        var found = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/responses/resp_1", Cancelled)).RootElement;
        using var deleted = await gateway.Client.DeleteAsync("/v1/responses/resp_1", Cancelled);
        using var gone = await gateway.Client.GetAsync("/v1/responses/resp_1", Cancelled);
        using var again = await gateway.Client.DeleteAsync("/v1/responses/resp_1", Cancelled);
        var (onward, _) = await gateway.SendAsync("/v1/responses", """{"model":"m","input":"two","previous_response_id":"resp_1"}""");

        using (onward)
        {
            Assert.Equal(("resp_1", "completed"), (found.GetProperty("id").GetString(), found.GetProperty("status").GetString()));
            Assert.Equal("answer 1", found.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString());
            Assert.Equal(
                """{"id":"resp_1","object":"response","deleted":true}""", await deleted.Content.ReadAsStringAsync(Cancelled));
            Assert.Equal(
                (HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (gone.StatusCode, again.StatusCode, onward.StatusCode));
        }
    }

    [Fact]
    public async Task A_request_that_is_sent_again_under_its_id_leaves_one_turn_and_asks_the_same()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, """{"model":"m","input":"one"}""");
        const string Second = """{"model":"m","input":"two","previous_response_id":"resp_1"}""";

        await AskAsync(gateway, Second, ("x-request-id", "try"));
        await AskAsync(gateway, Second, ("x-request-id", "try"));
        await AskAsync(gateway, """{"model":"m","input":"three","previous_response_id":"resp_3"}""");

        var requests = provider.TakeRequests();
        Assert.Equal(requests[1].Body, requests[2].Body);
        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: two", "assistant: answer 3", "user: three"], Upstream.Items(requests[3]));
    }

    [Fact]
    public async Task Instructions_among_the_input_are_kept_and_not_repeated()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        const string Developer = """{"role":"developer","content":"be short"}""";

        await AskAsync(gateway, $$"""{"model":"m","input":[{{Developer}},{"role":"user","content":"one"}]}""");
        await AskAsync(gateway, $$"""{"model":"m","input":[{{Developer}},{"role":"user","content":"two"}],"previous_response_id":"resp_1"}""");
        await AskAsync(gateway, """{"model":"m","input":"three","previous_response_id":"resp_2"}""");

        var requests = provider.TakeRequests();
        Assert.Equal(["developer: be short", "user: one", "assistant: answer 1", "user: two"], Upstream.Items(requests[1]));
        Assert.Equal(
            ["developer: be short", "user: one", "assistant: answer 1", "user: two", "assistant: answer 2", "user: three"],
            Upstream.Items(requests[2]));
    }

    private static async Task<string> AskAsync(GatewayServer gateway, string body, params (string, string)[] headers)
    {
        var (response, answer) = await gateway.SendAsync("/v1/responses", body, headers);
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, answer);
            var at = answer.IndexOf("\"resp_", StringComparison.Ordinal) + 1;
            return answer[at..answer.IndexOf('"', at)];
        }
    }
}
