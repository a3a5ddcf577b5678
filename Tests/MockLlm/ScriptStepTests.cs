using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class ScriptStepTests
{
    public static TheoryData<string, string> Apis => new()
    {
        { "/v1/chat/completions", """{"model":"mock","stream":true,"messages":[{"role":"user","content":"hello"}]}""" },
        { "/v1/responses", """{"model":"mock","stream":true,"input":"hello"}""" },
        { "/v1/messages", """{"model":"mock","stream":true,"max_tokens":100000000,"messages":[{"role":"user","content":"hello"}]}""" },
        { "/api/chat", """{"model":"mock","messages":[{"role":"user","content":"hello"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Lines_end_as_the_script_says_also_when_cut_between_cr_and_lf(string path, string body)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, path, body, """[{"split":[1]},{"lines":"crlf"},{"say":"one two"}]""");

        Assert.True(answer.Complete);
        var text = Encoding.Latin1.GetString(answer.Body);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
        Assert.Contains("\n", answer.Frames);
        await AssertAliveAsync(mock);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_status_is_answered_with_retry_after_in_the_dialects_shape(string path, string body)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, path, body, """[{"status":418,"retryAfter":3,"message":"I am a teapot"}]""");

        Assert.Equal(418, answer.Status);
        Assert.Contains("Retry-After: 3\r\n", answer.Text, StringComparison.Ordinal);
        var error = JsonNode.Parse(answer.RawBody)!["error"]!;
        Assert.Equal("I am a teapot", (string?)(error is JsonObject ? error["message"] : error));
        await AssertAliveAsync(mock);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task An_error_event_ends_a_stream_without_its_terminal_event(string path, string body)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, path, body, """[{"say":"one"},{"error":{"message":"it broke"}},{"say":"never said"}]""");

        var text = Encoding.UTF8.GetString(answer.Body);
        Assert.True(answer.Complete);
        Assert.Contains("it broke", text, StringComparison.Ordinal);
        Assert.DoesNotContain("never said", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", text, StringComparison.Ordinal);
        Assert.DoesNotContain("response.completed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"done\":true", text, StringComparison.Ordinal);
        await AssertAliveAsync(mock);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_reset_a_close_and_a_truncation_are_three_different_deaths(string path, string body)
    {
        await using var mock = MockLlmServer.Start();

        var reset = await RunAsync(mock, path, body, """[{"say":"one two"},{"die":"reset"}]""");
        var close = await RunAsync(mock, path, body, """[{"say":"one two"},{"die":"close"}]""");
        var truncated = await RunAsync(mock, path, body, """[{"say":"one two"},{"die":"truncate"}]""");

        Assert.Equal((true, false), (reset.Reset, reset.Complete));
        Assert.Equal((false, false), (close.Reset, close.Complete));
        Assert.Equal((false, true), (truncated.Reset, truncated.Complete));
        Assert.All([reset, close, truncated], answer =>
            Assert.Contains("two", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal));
        Assert.DoesNotContain("[DONE]", truncated.Text, StringComparison.Ordinal);
        await AssertAliveAsync(mock);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task A_huge_answer_arrives_whole(string path, string body)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, path, body, """[{"huge":2,"chunkBytes":65536}]""");

        Assert.True(answer.Complete);
        Assert.True(answer.Body.Length > 2 * 1024 * 1024);
        await AssertAliveAsync(mock);
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Garbage_is_no_text_and_the_answer_goes_on_behind_it(string path, string body)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, path, body, """[{"say":"one"},{"garbage":100},{"say":"two"}]""");

        Assert.True(answer.Complete);
        Assert.Contains((byte)0xFF, answer.Body);
        Assert.Equal(100, answer.Frames.Single(frame => frame[0] == '\xFF').Length);
        await AssertAliveAsync(mock);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_stream_can_be_unpacked_and_is_the_same(string coding)
    {
        await using var mock = MockLlmServer.Start();
        var body = Chat.Request("mock", stream: true).ToJsonString();

        var packed = await RunAsync(mock, Chat.Path, body, $$"""[{"compress":"{{coding}}"},{"say":"one two three"}]""", "x-mock-seed: 1");
        var plain = await RunAsync(mock, Chat.Path, body, """[{"say":"one two three"}]""", "x-mock-seed: 1");

        Assert.Contains($"Content-Encoding: {coding}\r\n", packed.Text, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetString(plain.Body), Encoding.UTF8.GetString(Unpack(coding, packed.Body)));
        Assert.True(packed.Frames.Count > 3);
    }

    [Fact]
    public async Task A_compressed_whole_answer_can_be_unpacked()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, Chat.Path, Chat.Request("mock").ToJsonString(), """[{"compress":"gzip"},{"say":"one"}]""");

        Assert.Equal("one", Chat.Text(JsonNode.Parse(Unpack("gzip", answer.Body))!));
    }

    [Fact]
    public async Task Comments_and_pings_are_passed_over_by_a_reader()
    {
        await using var mock = MockLlmServer.Start();
        var body = Chat.Request("mock", stream: true).ToJsonString();

        var answer = await RunAsync(
            mock, Chat.Path, body, """[{"comment":"hello\nthere"},{"ping":true},{"say":"one"},{"comment":"more"}]""");

        var text = Encoding.UTF8.GetString(answer.Body);
        Assert.StartsWith(": hello\n: there\n\n: ping\n\ndata: ", text, StringComparison.Ordinal);
        Assert.Contains("\n\n: more\n\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_before_a_whole_answer_is_white_space()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(mock, Chat.Path, Chat.Request("mock").ToJsonString(), """[{"comment":"x"},{"say":"one"}]""");

        Assert.StartsWith("\n{", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_text_is_sent_as_it_stands()
    {
        await using var mock = MockLlmServer.Start();
        var body = Chat.Request("mock", stream: true).ToJsonString();

        var answer = await RunAsync(mock, Chat.Path, body, """[{"send":"data: {broken\r\n\n"},{"say":"one"}]""");

        Assert.StartsWith("data: {broken\r\n\n", Encoding.UTF8.GetString(answer.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_of_writes_are_taken_in_turn_and_can_be_switched_off()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(
            mock, "/any/path", "{}", """[{"split":[1,2,3]},{"send":"abcdefgh"},{"split":[]},{"send":"ijkl"}]""");

        Assert.Equal(["a", "bc", "def", "g", "h", "ijkl"], answer.Frames);
    }

    [Fact]
    public async Task Usage_is_what_the_script_says_null_or_none()
    {
        await using var mock = MockLlmServer.Start();

        async Task<JsonObject> AskAsync(string script) => (await AskWithAsync(mock, Chat.Request("mock"), script)).AsObject();
        var given = await AskAsync("""[{"usage":{"input":9,"output":8,"cached":7,"reasoning":6}}]""");
        var nothing = await AskAsync("""[{"usage":null}]""");
        var none = await AskAsync("""[{"usage":false}]""");

        Assert.Equal((9, 8, 17), (
            (int)given["usage"]!["prompt_tokens"]!, (int)given["usage"]!["completion_tokens"]!, (int)given["usage"]!["total_tokens"]!));
        Assert.Equal(7, (int)given["usage"]!["prompt_tokens_details"]!["cached_tokens"]!);
        Assert.Equal(6, (int)given["usage"]!["completion_tokens_details"]!["reasoning_tokens"]!);
        Assert.True(nothing.TryGetPropertyValue("usage", out var isNull) && isNull is null);
        Assert.False(none.ContainsKey("usage"));
    }

    [Fact]
    public async Task A_finish_reason_can_be_given()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await AskWithAsync(mock, Chat.Request("mock"), """[{"say":"half an ans"},{"finish":"content_filter"}]""");

        Assert.Equal("content_filter", (string?)answer["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task Lorem_and_echo_are_sources_of_words()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await AskWithAsync(
            mock, Chat.Request("mock", "my words"), """[{"say":{"echo":true}},{"say":" "},{"say":{"lorem":5,"seed":3}}]""");

        Assert.StartsWith("my words ", Chat.Text(answer), StringComparison.Ordinal);
        Assert.Equal(7, Chat.Text(answer).Split(' ').Length);
    }

    [Fact]
    public async Task Die_after_counts_chunks_over_all_steps()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RunAsync(
            mock,
            Chat.Path,
            Chat.Request("mock", stream: true).ToJsonString(),
            """{"dieAfter":3,"steps":[{"say":"one two"},{"say":"three four"}]}""");

        Assert.True(answer.Reset);
        Assert.Equal(3, answer.Frames.Count(frame =>
            frame.Contains("\"content\":\"", StringComparison.Ordinal) && !frame.StartsWith("data: [", StringComparison.Ordinal)));
    }

    private static Task<RawAnswer> RunAsync(MockLlmServer mock, string path, string body, string script, params string[] headers) =>
        RawAnswer.PostAsync(mock.BaseAddress, path, body, [$"x-mock-script: {script}", "anthropic-version: 2023-06-01", .. headers]);

    private static async Task<JsonNode> AskWithAsync(MockLlmServer mock, JsonObject request, string script)
    {
        var answer = await RunAsync(mock, Chat.Path, request.ToJsonString(), script);
        return JsonNode.Parse(answer.RawBody)!;
    }

    private static async Task AssertAliveAsync(MockLlmServer mock) =>
        Assert.Equal("You said: still there", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock", "still there"))));

    private static byte[] Unpack(string coding, byte[] packed)
    {
        using var input = new MemoryStream(packed);
        using Stream unpacker = coding switch
        {
            "gzip" => new GZipStream(input, CompressionMode.Decompress),
            "br" => new BrotliStream(input, CompressionMode.Decompress),
            _ => new ZLibStream(input, CompressionMode.Decompress),
        };
        using var output = new MemoryStream();
        unpacker.CopyTo(output);
        return output.ToArray();
    }
}
