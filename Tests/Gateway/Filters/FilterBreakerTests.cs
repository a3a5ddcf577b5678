using LlmAspire.Gateway.Filters;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed class FilterBreakerTests
{
    [Theory]
    [InlineData("status 503")]
    [InlineData("aborts after two")]
    public async Task A_filter_that_keeps_failing_is_left_alone_then_tried_once_and_used_again_when_it_is_well(string how)
    {
        var isWell = false;
        var ended = 0;
        var clock = new ManualTimeProvider();
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(
            async talk =>
            {
                await foreach (var (number, block) in talk.EventsAsync())
                {
                    if (!isWell && number > 2)
                    {
                        talk.Abort();
                        return;
                    }

                    // What was answered before an abort may or may not have arrived: it is the same bytes either way.
                    await talk.SendAsync(isWell ? block.Replace("usage", "used", StringComparison.Ordinal) : block);
                }
            },
            start: context =>
            {
                context.Response.StatusCode = !isWell && how == "status 503" ? 503 : 200;
                context.Response.ContentType = "text/event-stream";
                return context.Response.Body.FlushAsync(context.RequestAborted);
            });
        await using var gateway = GatewayServer.Start(
            [
                ("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true"),
                .. FilteredGateway.Output(0, "pii", filter.Address, timeout: "00:00:05"),
                ("Gateway:OutputFilters:0:BreakAfter", "3"), ("Gateway:OutputFilters:0:BreakFor", "00:00:20"),
            ],
            services => services.AddSingleton<TimeProvider>(clock));

        // Closed: every call is tried.
        Assert.Equal((int[])[1, 2, 3], (int[])[await CallAsync(), await CallAsync(), await CallAsync()]);

        // Open: none is.
        Assert.Equal((int[])[3, 3], (int[])[await CallAsync(), await CallAsync()]);
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("The filter pii fails; it is not asked for", StringComparison.Ordinal));

        // Half open: one is, and it fails; open again.
        clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal((int[])[4, 4], (int[])[await CallAsync(), await CallAsync()]);

        // Half open: one is, and it is well; closed.
        isWell = true;
        clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal((int[])[5, 6, 7], (int[])[await CallAsync(), await CallAsync(), await CallAsync()]);
        await gateway.Log.WaitForAsync(entry => entry.Text == "The filter pii is well again");
        Assert.Equal(
            ["failed", "failed", "failed", "failed", "failed", "failed", "failed", "redacted", "redacted", "redacted"],
            gateway.Metrics.Of("llm.filter.verdicts").Select(verdict => verdict.Labels["verdict"]));

        async Task<int> CallAsync()
        {
            var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);
            response.Dispose();
            ended++;
            await gateway.Log.WaitForAsync(_ => gateway.Log.Entries.Count(IsEnd) >= ended);
            Assert.Equal(isWell ? string.Concat(Wire.ChatEvents).Replace("usage", "used", StringComparison.Ordinal) : string.Concat(Wire.ChatEvents), body);
            return filter.Calls;
        }
    }

    [Fact]
    public async Task Under_block_an_open_breaker_stops_every_answer()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await FaultyFilter.StartAsync("status 503");
        await using var gateway = FilteredGateway.Before(
            provider, [.. FilteredGateway.Output(0, "pii", filter.Address, "block"), ("Gateway:OutputFilters:0:BreakAfter", "2")]);
        using var spans = new SpanRecorder();

        for (var i = 0; i < 4; i++)
        {
            (string, string)[] headers = i == 3 ? [("traceparent", spans.TraceParent)] : [];
            var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, headers);
            response.Dispose();
            Assert.DoesNotContain("Grüß", body, StringComparison.Ordinal);
            Assert.Contains("content_filter", body, StringComparison.Ordinal);
        }

        Assert.Equal(2, filter.Calls);
        Assert.Equal("circuit_open", (await spans.WaitForAsync("filter pii")).GetTagItem("error.type"));
    }

    [Theory]
    [InlineData(nameof(FilterFault.BrokenOff))]
    [InlineData(nameof(FilterFault.Timeout))]
    [InlineData(null)]
    public async Task A_filter_on_trial_is_trusted_again_only_when_the_call_has_ended_well(string? end)
    {
        var clock = new ManualTimeProvider();
        var breaker = new FilterBreaker(
            new FilterDefinition { Name = "pii", BreakAfter = 2 }, new FilterLog(NullLogger<FilterLog>.Instance), clock);
        await EndAsync(FilterFault.Status);
        await EndAsync(FilterFault.Status);
        Assert.Null(await breaker.TryBeginAsync());
        clock.Advance(TimeSpan.FromSeconds(6));

        var trial = await breaker.TryBeginAsync();
        Assert.Null(await breaker.TryBeginAsync());
        trial!.End(end is null ? null : Enum.Parse<FilterFault>(end));
        Assert.Null(await breaker.TryBeginAsync());

        clock.Advance(TimeSpan.FromSeconds(6));
        await EndAsync(FilterFault.None);
        await EndAsync(FilterFault.None);

        async Task EndAsync(FilterFault fault)
        {
            var attempt = await breaker.TryBeginAsync();
            Assert.NotNull(attempt);
            attempt.End(fault);
        }
    }

    [Fact]
    public async Task A_call_on_trial_that_goes_on_and_on_does_not_keep_the_filter_from_the_others()
    {
        var clock = new ManualTimeProvider();
        var breaker = new FilterBreaker(
            new FilterDefinition { Name = "pii", BreakAfter = 2, Timeout = TimeSpan.FromSeconds(2) }, new FilterLog(NullLogger<FilterLog>.Instance), clock);
        (await breaker.TryBeginAsync())!.End(FilterFault.Status);
        (await breaker.TryBeginAsync())!.End(FilterFault.Status);
        clock.Advance(TimeSpan.FromSeconds(6));
        var trial = await breaker.TryBeginAsync();
        Assert.Null(await breaker.TryBeginAsync());

        clock.Advance(TimeSpan.FromSeconds(8));

        var second = await breaker.TryBeginAsync();
        Assert.NotNull(second);
        second.End(FilterFault.BrokenOff);

        // How it ended after all counts with the others.
        trial!.End(FilterFault.BrokenOff);
        await trial.Counted.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Null(await breaker.TryBeginAsync());
    }

    [Fact]
    public async Task Of_many_calls_at_once_one_tries_a_filter_that_was_left_alone()
    {
        var clock = new ManualTimeProvider();
        var breaker = new FilterBreaker(
            new FilterDefinition { Name = "pii", BreakAfter = 2 }, new FilterLog(NullLogger<FilterLog>.Instance), clock);
        (await breaker.TryBeginAsync())!.End(FilterFault.Status);
        (await breaker.TryBeginAsync())!.End(FilterFault.Status);
        clock.Advance(TimeSpan.FromSeconds(6));

        var attempts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await breaker.TryBeginAsync())));

        var trial = Assert.Single(attempts, attempt => attempt is not null);
        trial!.End(FilterFault.None);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => await breaker.TryBeginAsync())), Assert.NotNull);
    }

    private static bool IsEnd(Logged entry) => entry.Text.StartsWith("completed ", StringComparison.Ordinal);
}
