using System.Net;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Signals.Reference;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class AnalyzeEndpointTests
{
    private const string Path = "/v1/signals/analyze";

    [Theory]
    [InlineData("""[{"role":"system","content":"x"},{"role":"user","content":"You misread me"}]""", 0)]
    [InlineData("""[{"from":"system","value":"x"},{"from":"human","value":"You misread me"}]""", 1)]
    public async Task It_reports_on_messages_and_on_rows(string messages, int place)
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("");

        var (response, body) = await gateway.Server.SendAsync(Path, $$"""{"messages":{{messages}},"mode":"reference"}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var signal = Assert.Single(JsonElement.Parse(body).GetProperty("signals").EnumerateArray());
        Assert.Equal("interaction.misalignment.correction", signal.GetProperty("type").GetString());
        Assert.Equal(place, signal.GetProperty("message_index").GetInt32());
    }

    [Fact]
    public async Task Its_answer_has_exactly_the_members_that_are_promised()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("");

        var (_, body) = await gateway.Server.SendAsync(Path, """{"messages":[]}""");

        Assert.Equal(
            ["flagged", "overall_quality", "quality_score", "summary", "turn_metrics", "signal_counts", "signals"],
            JsonElement.Parse(body).EnumerateObject().Select(static member => member.Name));
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("{}", "no 'messages'")]
    [InlineData("[]", "no 'messages'")]
    [InlineData("""{"messages":{}}""", "must be an array")]
    [InlineData("""{"messages":[1]}""", "messages[0] must be an object")]
    [InlineData("""{"messages":[],"mode":"other"}""", "'refined' or 'reference'")]
    [InlineData("""{"messages":[],"mode":3}""", "'refined' or 'reference'")]
    public async Task What_it_cannot_read_is_told_in_the_callers_shape(string request, string expected)
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("");

        var (response, body) = await gateway.Server.SendAsync(Path, request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(expected, JsonElement.Parse(body).GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mode_reference_without_a_pack_says_that_one_has_to_be_given()
    {
        await using var gateway = GatewayServer.Start([]);

        var (response, body) = await gateway.SendAsync(Path, """{"messages":[],"mode":"reference"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Gateway:Signals:ReferencePack", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_works_while_the_analysis_of_calls_is_off()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("", ("Gateway:Signals:Enabled", "false"));

        var (response, _) = await gateway.Server.SendAsync(Path, """{"messages":[]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_cases_of_the_reference_give_its_report_over_http()
    {
        await using var gateway = GatewayServer.Start([("Gateway:Signals:ReferencePack", ReferenceCases.PackPath())]);
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("conformance/signals_upstream_tests.json")));

        foreach (var test in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var (_, body) = await gateway.SendAsync(Path, $$"""{"messages":{{test.GetProperty("messages").GetRawText()}},"mode":"reference"}""");

            var expected = test.GetProperty("expected_full_report");
            Assert.True(JsonElement.DeepEquals(expected.GetProperty("signal_counts"), JsonElement.Parse(body).GetProperty("signal_counts")));
            Assert.Equal(expected.GetProperty("summary").GetString(), JsonElement.Parse(body).GetProperty("summary").GetString());
        }
    }
}
