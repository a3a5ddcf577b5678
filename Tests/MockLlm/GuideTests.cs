using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class GuideTests
{
    [Fact]
    public async Task The_page_is_there()
    {
        await using var mock = MockLlmServer.Start();

        using var response = await mock.Client.GetAsync("/", TestDeadline.Token);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<h1>MockLlm</h1>", await response.Content.ReadAsStringAsync(TestDeadline.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_is_listed_with_an_example_that_is_valid()
    {
        await using var mock = MockLlmServer.Start();
        var steps = JsonNode.Parse(await mock.Client.GetStringAsync("/mock/steps", TestDeadline.Token))!.AsArray();

        Assert.Equal(22, steps.Count);
        foreach (var step in steps.Where(step => (string?)step!["name"] != "replay"))
        {
            using var response = await mock.Client.PutAsync(
                "/mock/scenarios/example", new StringContent($$"""{"steps":[{{step!["example"]}}]}"""), TestDeadline.Token);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestDeadline.Token));
        }
    }
}
