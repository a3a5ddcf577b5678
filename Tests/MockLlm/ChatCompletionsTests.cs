using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class ChatCompletionsTests
{
    [Fact]
    public async Task The_plain_mock_says_the_users_last_words_back()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock", "the first thing");
        request["messages"]!.AsArray().Add(new JsonObject { ["role"] = "assistant", ["content"] = "an answer" });
        request["messages"]!.AsArray().Add(new JsonObject { ["role"] = "user", ["content"] = "the last thing" });

        var answer = await Chat.AskAsync(mock.Client, request);

        Assert.Equal("You said: the last thing", Chat.Text(answer));
    }

    [Fact]
    public async Task Text_parts_of_a_message_are_one_text()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock");
        request["messages"]![0]!["content"] = JsonNode.Parse(
            """[{"type":"text","text":"what is "},{"type":"image_url","image_url":{"url":"data:,"}},{"type":"text","text":"this"}]""");

        var answer = await Chat.AskAsync(mock.Client, request);

        Assert.Equal("You said: what is this", Chat.Text(answer));
    }

    [Fact]
    public async Task A_stream_is_a_role_then_the_words_then_the_finish_reason_then_done()
    {
        await using var mock = MockLlmServer.Start();

        var data = await Chat.StreamAsync(mock.Client, Chat.Request("mock-3x0", stream: true));

        Assert.Equal(6, data.Count);
        Assert.Equal("assistant", (string?)JsonNode.Parse(data[0])!["choices"]![0]!["delta"]!["role"]);
        Assert.All(data[1..4], item => Assert.NotEmpty((string?)JsonNode.Parse(item)!["choices"]![0]!["delta"]!["content"] ?? ""));
        Assert.Equal("stop", (string?)JsonNode.Parse(data[4])!["choices"]![0]!["finish_reason"]);
        Assert.Equal("[DONE]", data[5]);
    }

    [Fact]
    public async Task Usage_asked_for_comes_in_an_extra_chunk_without_choices_and_is_null_in_all_others()
    {
        await using var mock = MockLlmServer.Start();

        var data = await Chat.StreamAsync(mock.Client, Chat.Request("mock-3x0", "one two", stream: true, includeUsage: true));

        var chunks = data[..^1].Select(item => JsonNode.Parse(item)!.AsObject()).ToList();
        Assert.All(chunks[..^1], chunk => Assert.True(chunk.TryGetPropertyValue("usage", out var usage) && usage is null));
        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.Equal(2, (int)chunks[^1]["usage"]!["prompt_tokens"]!);
        Assert.Equal(3, (int)chunks[^1]["usage"]!["completion_tokens"]!);
        Assert.Equal(5, (int)chunks[^1]["usage"]!["total_tokens"]!);
        Assert.Equal(0, (int)chunks[^1]["usage"]!["prompt_tokens_details"]!["cached_tokens"]!);
        Assert.Equal(0, (int)chunks[^1]["usage"]!["completion_tokens_details"]!["reasoning_tokens"]!);
    }

    [Fact]
    public async Task Usage_not_asked_for_is_not_mentioned_in_a_stream()
    {
        await using var mock = MockLlmServer.Start();

        var data = await Chat.StreamAsync(mock.Client, Chat.Request("mock-3x0", stream: true));

        Assert.All(data, item => Assert.DoesNotContain("usage", item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_whole_answer_always_has_its_usage()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await Chat.AskAsync(mock.Client, Chat.Request("mock-7x0", "one two three"));

        Assert.Equal(3, (int)answer["usage"]!["prompt_tokens"]!);
        Assert.Equal(7, (int)answer["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task The_stream_and_the_whole_answer_say_the_same()
    {
        await using var mock = MockLlmServer.Start();

        var streamed = Chat.Text(await Chat.StreamAsync(mock.Client, Chat.Request("mock-30x0", stream: true)));
        var whole = Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock-30x0")));

        Assert.Equal(whole, streamed);
        Assert.Equal(30, whole.Split(' ').Length);
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task A_limit_of_tokens_cuts_the_answer_and_is_the_finish_reason(string member)
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock", "one two three four");
        request[member] = 4;

        var answer = await Chat.AskAsync(mock.Client, request);

        Assert.Equal("You said: one two", Chat.Text(answer));
        Assert.Equal("length", (string?)answer["choices"]![0]!["finish_reason"]);
        Assert.Equal(4, (int)answer["usage"]!["completion_tokens"]!);
    }

    [Theory]
    [InlineData("\"two th\"")]
    [InlineData("[\"four\", \"two th\"]")]
    public async Task A_stop_sequence_ends_the_answer_before_it_also_across_chunks(string stop)
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock", "one two three four", stream: true);
        request["stop"] = JsonNode.Parse(stop);

        var data = await Chat.StreamAsync(mock.Client, request);

        Assert.Equal("You said: one ", Chat.Text(data));
        Assert.Contains("\"finish_reason\":\"stop\"", data[^2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_choices_each_have_their_own_words_and_finish_reason()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock-8x0", stream: true);
        request["n"] = 3;

        var data = await Chat.StreamAsync(mock.Client, request);

        Assert.Equal(3, new[] { Chat.Text(data, 0), Chat.Text(data, 1), Chat.Text(data, 2) }.Distinct().Count());
        Assert.Equal(3, data.Count(item => item.Contains("\"finish_reason\":\"stop\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{}""", 2)]
    [InlineData("""{"parallel_tool_calls":false}""", 1)]
    [InlineData("""{"tool_choice":"none"}""", 0)]
    [InlineData("""{"tool_choice":"required"}""", 2)]
    [InlineData("""{"tool_choice":{"type":"function","function":{"name":"b"}}}""", 1)]
    public async Task The_tools_model_calls_as_many_tools_as_the_request_allows(string settings, int calls)
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock-tools");
        request["tools"] = JsonNode.Parse("""[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"b"}}]""");
        foreach (var (name, value) in JsonNode.Parse(settings)!.AsObject())
        {
            request[name] = value!.DeepClone();
        }

        var message = (await Chat.AskAsync(mock.Client, request))["choices"]![0]!["message"]!;

        Assert.Equal(calls, message["tool_calls"]?.AsArray().Count ?? 0);
    }

    [Fact]
    public async Task Models_lists_what_a_model_by_its_name_then_answers()
    {
        await using var mock = MockLlmServer.StartWith("Models:0", "gpt-of-the-house");
        var cancellationToken = TestDeadline.Token;

        var list = JsonNode.Parse(await mock.Client.GetStringAsync("/v1/models", cancellationToken))!["data"]!.AsArray();
        var names = list.Select(model => (string)model!["id"]!).ToList();

        Assert.Contains("mock", names);
        Assert.Contains("gpt-of-the-house", names);
        foreach (var name in names)
        {
            var one = JsonNode.Parse(await mock.Client.GetStringAsync($"/v1/models/{name}", cancellationToken))!;
            Assert.Equal(name, (string?)one["id"]);
        }

        Assert.Equal("You said: hello", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("gpt-of-the-house", "hello"))));
    }
}
