using LlmAspire.Gateway.Costs;
using LlmAspire.Gateway.Usage;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Gateway.Costs;

public sealed class CostTests
{
    [Fact]
    public async Task A_call_of_a_priced_model_tells_its_cost_on_the_span_and_in_the_counter()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(
            provider, ("Gateway:Prices:test/m-1*:Input", "2.5"), ("Gateway:Prices:test/m-1*:Output", "10"), ("Gateway:Prices:test/m-1*:Cached", "0.25"));
        using var spans = new SpanRecorder();

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));
        response.Dispose();

        // 11 tokens of input, 4 of them from the cache, and 7 of output.
        var chat = await spans.WaitForAsync("chat m-1");
        Assert.Equal(((7 * 2.5) + (4 * 0.25)) / 1e6, (double)chat.GetTagItem("llm.usage.input_cost_usd")!, 12);
        Assert.Equal(7 * 10 / 1e6, (double)chat.GetTagItem("llm.usage.output_cost_usd")!, 12);
        Assert.Equal(88.5 / 1e6, (double)chat.GetTagItem("llm.usage.total_cost_usd")!, 12);
        await gateway.WaitForCallAsync("completed");
        var cost = Assert.Single(gateway.Metrics.Of("llm.cost"));
        Assert.Equal((88.5 / 1e6, "test", "m-1-real"), (cost.Value, cost.Labels["provider"], cost.Labels["model"]));
    }

    [Fact]
    public async Task Anthropics_cache_tokens_are_paid_beside_the_input_tokens()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.AnthropicEvents);
        await using var gateway = GatewayServer.Before(
            provider,
            ("Gateway:Prices:m:Model", "m-1-real"), ("Gateway:Prices:m:Input", "3"), ("Gateway:Prices:m:Output", "15"),
            ("Gateway:Prices:m:Cached", "0.3"), ("Gateway:Prices:m:CacheWrite", "3.75"));

        var (response, _) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest);
        response.Dispose();

        // 25 tokens of input, and beside them 7 from the cache and 3 into it; 15 of output.
        await gateway.WaitForCallAsync("completed");
        Assert.Equal(
            ((25 * 3) + (7 * 0.3) + (3 * 3.75) + (15 * 15)) / 1e6, Assert.Single(gateway.Metrics.Of("llm.cost")).Value, 12);
    }

    [Fact]
    public async Task A_model_without_a_price_has_no_cost()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Prices:m-2:Input", "1"), ("Gateway:Prices:m-2:Output", "1"));
        using var spans = new SpanRecorder();

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));
        response.Dispose();

        Assert.Null((await spans.WaitForAsync("chat m-1")).GetTagItem("llm.usage.total_cost_usd"));
        await gateway.WaitForCallAsync("completed");
        Assert.Empty(gateway.Metrics.Of("llm.cost"));
    }

    [Theory]
    [InlineData("p", "gpt-5-mini", 4)]
    [InlineData("q", "gpt-5-mini", 3)]
    [InlineData("q", "gpt-5-mini-2026", 2)]
    [InlineData("q", "gpt-6", 1)]
    [InlineData("p", "gpt-6", 5)]
    [InlineData("q", "claude", null)]
    public void The_price_that_fits_best_counts(string provider, string model, int? expected)
    {
        var prices = new PricesOptions();
        foreach (var (price, name) in ((string[])["gpt-*", "gpt-5-*", "gpt-5-mini", "p/gpt-5-mini", "p/*"]).Index())
        {
            prices[name] = new PriceOptions { Input = (price + 1) * 1_000_000, Output = 0 };
        }

        var table = new PriceTable(Options.Create(prices));

        Assert.Equal(expected, (int?)table.CostOf(UsageOf(1), provider, model)?.Total);
    }

    [Fact]
    public void Every_wrong_price_is_told_at_once_with_its_place_and_what_is_allowed()
    {
        var prices = new PricesOptions
        {
            ["a*b"] = new PriceOptions { Input = 1, Output = 1 },
            ["c"] = new PriceOptions { Output = -2, Cached = 1_000_000 },
            ["d"] = new PriceOptions { Model = "c", Input = 1, Output = 1 },
        };

        var result = new PricesOptionsValidator().Validate(null, prices);

        Assert.Equal(
            [
                "Gateway:Prices:a*b is for the model 'a*b': it must be model, prefix*, provider/model or provider/prefix*.",
                "Gateway:Prices:c:Input is missing or -1: it must be USD per million tokens, from 0 to 100000.",
                "Gateway:Prices:c:Output is -2: it must be USD per million tokens, from 0 to 100000.",
                "Gateway:Prices:c:Cached is 1000000: it must be USD per million tokens, from 0 to 100000.",
                "Gateway:Prices:d: there are two prices for the model 'c'; take one away.",
            ],
            result.Failures!);
    }

    private static TokenUsage UsageOf(long input) => new(input, 0, input, null, null, null, InputIncludesCached: true);
}
