using System.Net;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.MockLlm;

public sealed class FaultTests
{
    [Fact]
    public async Task At_first_no_fault_is_on()
    {
        await using var mock = MockLlmServer.Start();

        var state = await mock.Client.GetStringAsync("/mock/faults", TestDeadline.Token);

        Assert.Equal("""{"outage":false,"slow":false,"rate-limit":false}""", state);
    }

    [Theory]
    [InlineData("outage")]
    [InlineData("slow")]
    [InlineData("rate-limit")]
    public async Task A_switch_tells_the_new_state_and_turns_off_again(string fault)
    {
        await using var mock = MockLlmServer.Start();

        var on = await SwitchAsync(mock, $"{fault}/on");
        var off = await SwitchAsync(mock, $"{fault}/off");

        Assert.Equal([fault], on.Where(entry => (bool)entry.Value!).Select(entry => entry.Key));
        Assert.DoesNotContain(off, entry => (bool)entry.Value!);
    }

    [Fact]
    public async Task Under_an_outage_calls_are_answered_503_in_the_providers_shape()
    {
        await using var mock = MockLlmServer.Start();
        await SwitchAsync(mock, "outage/on");

        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var error = Chat.Error(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!);
        Assert.Equal("server_error", error.Type);
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/models/mock")]
    [InlineData("/api/tags")]
    public async Task Under_an_outage_models_are_not_listed_either(string path)
    {
        await using var mock = MockLlmServer.Start();
        await SwitchAsync(mock, "outage/on");

        using var response = await mock.Client.GetAsync(path, TestDeadline.Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Under_a_rate_limit_calls_are_answered_429_and_told_when_to_come_back()
    {
        await using var mock = MockLlmServer.StartWith("RetryAfter", "00:00:07");
        await SwitchAsync(mock, "rate-limit/on");

        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock"));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        var error = Chat.Error(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!);
        Assert.Equal("rate_limit_exceeded", error.Code);
    }

    [Fact]
    public async Task When_slow_every_chunk_comes_later_the_first_one_too()
    {
        var time = new ManualTimeProvider();
        await using var mock = MockLlmServer.Start(host =>
            host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(time)));
        await SwitchAsync(mock, "slow/on");

        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock-2x100", stream: true));

        Assert.Equal(TimeSpan.FromMilliseconds(500), await time.NextWaitAsync());
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(TimeSpan.FromMilliseconds(600), await time.NextWaitAsync());
    }

    [Theory]
    [InlineData("outage")]
    [InlineData("slow")]
    [InlineData("rate-limit")]
    public async Task Health_stays_healthy_under_a_fault(string fault)
    {
        await using var mock = MockLlmServer.Start();
        await SwitchAsync(mock, $"{fault}/on");

        Assert.Equal("Healthy", await mock.Client.GetStringAsync("/health", TestDeadline.Token));
    }

    [Fact]
    public async Task After_a_fault_is_off_the_next_call_works()
    {
        await using var mock = MockLlmServer.Start();
        await SwitchAsync(mock, "outage/on");
        await SwitchAsync(mock, "outage/off");

        Assert.Equal("You said: hello", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock", "hello"))));
    }

    [Theory]
    [InlineData("fire/on")]
    [InlineData("outage/maybe")]
    public async Task A_switch_that_does_not_exist_is_404_and_says_which_do(string path)
    {
        await using var mock = MockLlmServer.Start();

        using var response = await mock.Client.PostAsync($"/mock/faults/{path}", null, TestDeadline.Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "outage, slow, rate-limit", await response.Content.ReadAsStringAsync(TestDeadline.Token), StringComparison.Ordinal);
    }

    private static async Task<JsonObject> SwitchAsync(MockLlmServer mock, string path)
    {
        using var response = await mock.Client.PostAsync($"/mock/faults/{path}", null, TestDeadline.Token);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!.AsObject();
    }
}
