using System.Net;
using System.Text.Json;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class TriageTests
{
    private const string Path = "/v1/signals/conversations";

    [Fact]
    public async Task Without_a_wish_the_flagged_conversations_come_newest_first_with_their_traces()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        var first = await TalkAsync(gateway, "bad-1", SignalsGateway.Bad);
        await TalkAsync(gateway, "good-1", "What is the weather like?");
        var second = await TalkAsync(gateway, "bad-2", "I am leaving");

        var list = JsonElement.Parse(await GetAsync(gateway, Path));

        Assert.Equal(
            [("bad-2", second), ("bad-1", first)],
            list.GetProperty("data").EnumerateArray()
                .Select(static entry => (entry.GetProperty("id").GetString(), entry.GetProperty("trace_id").GetString())));
        Assert.False(list.GetProperty("has_more").GetBoolean());
    }

    [Theory]
    [InlineData("?quality=neutral", "good-1")]
    [InlineData("?flagged=false", "good-1")]
    [InlineData("?type=interaction.misalignment.correction", "bad-1")]
    [InlineData("?type=interaction.disengagement", "bad-2,bad-1")]
    [InlineData("?type=interaction.disengagement.quit&quality=severe&flagged=true", "bad-2")]
    [InlineData("?quality=severe,neutral", "bad-2,good-1,bad-1")]
    [InlineData("?limit=1", "bad-2")]
    public async Task Conversations_are_found_by_quality_type_and_flag(string query, string expected)
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        await TalkAsync(gateway, "bad-1", SignalsGateway.Bad);
        await TalkAsync(gateway, "good-1", "What is the weather like?");
        await TalkAsync(gateway, "bad-2", "I am leaving");

        var list = JsonElement.Parse(await GetAsync(gateway, Path + query));

        var ids = list.GetProperty("data").EnumerateArray().Select(static entry => entry.GetProperty("id").GetString());
        Assert.Equal(expected, string.Join(',', ids));
    }

    [Fact]
    public async Task The_export_has_a_whole_report_a_line()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        await TalkAsync(gateway, "bad-1", SignalsGateway.Bad);
        await TalkAsync(gateway, "bad-2", "I am leaving");

        var lines = (await GetAsync(gateway, Path + "?format=jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["bad-2", "bad-1"], lines.Select(static line => JsonElement.Parse(line).GetProperty("id").GetString()));
        var signals = JsonElement.Parse(lines[0]).GetProperty("report").GetProperty("signals");
        Assert.Equal("i am leaving", signals[0].GetProperty("snippet").GetString());
    }

    [Fact]
    public async Task The_list_has_no_text_of_the_conversations()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        await TalkAsync(gateway, "bad-1", "I am leaving");

        Assert.DoesNotContain("leaving", await GetAsync(gateway, Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?quality=awful", "quality")]
    [InlineData("?type=interaction.mis", "type")]
    [InlineData("?flagged=perhaps", "flagged")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?format=xml", "format")]
    public async Task A_wish_that_makes_no_sense_is_named(string query, string parameter)
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");

        using var response = await gateway.Server.Client.GetAsync(new Uri(Path + query, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(parameter, body.GetProperty("error").GetProperty("param").GetString());
    }

    private static async Task<string> TalkAsync(SignalsGateway gateway, string conversation, string text)
    {
        using var spans = new SpanRecorder();
        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(text)), ("x-conversation-id", conversation));
        await spans.WaitForAsync("chat m-1");
        return spans.TraceId;
    }

    private static Task<string> GetAsync(SignalsGateway gateway, string path) =>
        gateway.Server.Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
