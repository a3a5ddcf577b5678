using System.IO.Compression;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.MockLlm;

public sealed class TimedStepTests
{
    [Fact]
    public async Task A_pause_lasts_until_it_is_released()
    {
        await using var mock = MockLlmServer.Start();
        using var response = await PostAsync(mock, """[{"say":"one"},{"pause":"gate"},{"say":"two"}]""");
        await using var events = Chat.EventsAsync(response).GetAsyncEnumerator(TestDeadline.Token);
        await events.MoveNextAsync();
        await events.MoveNextAsync();

        var next = events.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        using var released = await mock.Client.PostAsync("/mock/gates/gate/release", null, TestDeadline.Token);

        Assert.True(await next);
        Assert.Contains("two", events.Current.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_before_the_pause_lets_the_next_answer_pass_and_only_that()
    {
        await using var mock = MockLlmServer.Start();
        using var released = await mock.Client.PostAsync("/mock/gates/early/release", null, TestDeadline.Token);
        Assert.Equal(1, (int)JsonNode.Parse(await released.Content.ReadAsStringAsync(TestDeadline.Token))!["early"]!["released"]!);

        using var first = await PostAsync(mock, """[{"pause":"early"},{"say":"one"}]""");
        await first.Content.ReadAsStringAsync(TestDeadline.Token);
        var gates = JsonNode.Parse(await mock.Client.GetStringAsync("/mock/gates", TestDeadline.Token))!.AsObject();

        Assert.Empty(gates);
    }

    [Fact]
    public async Task A_client_that_leaves_a_pause_leaves_the_gate()
    {
        await using var mock = MockLlmServer.Start();
        var response = await PostAsync(mock, """[{"say":"one"},{"pause":"left"}]""");
        await using (var events = Chat.EventsAsync(response).GetAsyncEnumerator(TestDeadline.Token))
        {
            await events.MoveNextAsync();
            await events.MoveNextAsync();
        }

        response.Dispose();
        Assert.Equal("client_gone", (string?)(await MockCalls.EndedAsync(mock.Client, "mock"))["end"]);

        Assert.Equal("{}", await mock.Client.GetStringAsync("/mock/gates", TestDeadline.Token));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_chunk_can_be_unpacked_before_the_next_one_is_sent(string coding)
    {
        await using var mock = MockLlmServer.Start();
        using var response = await PostAsync(mock, $$"""[{"compress":"{{coding}}"},{"say":"one"},{"pause":"packed"},{"say":"two"}]""");
        await using var packed = await response.Content.ReadAsStreamAsync(TestDeadline.Token);
        await using Stream unpacked = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => new ZLibStream(packed, CompressionMode.Decompress),
        };
        using var lines = new StreamReader(unpacked);

        while (await lines.ReadLineAsync(TestDeadline.Token) is { } line && !line.Contains("one", StringComparison.Ordinal))
        {
        }

        using var released = await mock.Client.PostAsync("/mock/gates/packed/release", null, TestDeadline.Token);
        Assert.Contains("two", await lines.ReadToEndAsync(TestDeadline.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_can_be_slow()
    {
        var time = new ManualTimeProvider();
        await using var mock = MockLlmServer.Start(host =>
            host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));

        var asked = PostAsync(mock, """[{"slowHeaders":700},{"say":"one"}]""");
        Assert.Equal(TimeSpan.FromMilliseconds(700), await time.NextWaitAsync());
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(700));

        using var response = await asked;
        Assert.True(response.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Never_answering_ends_when_the_client_leaves()
    {
        await using var mock = MockLlmServer.Start();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestDeadline.Token);
        await using var feed = await mock.Client.GetStreamAsync("/mock/calls/live", TestDeadline.Token);
        using var request = Request("""[{"never":true}]""");
        var asked = mock.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);

        await MockCalls.ArrivedAsync(feed);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        var call = await MockCalls.EndedAsync(mock.Client);
        Assert.Equal(("client_gone", 0, 0), ((string?)call["end"], (int)call["status"]!, (int)call["chunks"]!));
    }

    private static Task<HttpResponseMessage> PostAsync(MockLlmServer mock, string script) =>
        mock.Client.SendAsync(Request(script), HttpCompletionOption.ResponseHeadersRead, TestDeadline.Token);

    private static HttpRequestMessage Request(string script)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Chat.Path) { Content = Chat.Content(Chat.Request("mock", stream: true)) };
        request.Headers.TryAddWithoutValidation("x-mock-script", script);
        return request;
    }
}
