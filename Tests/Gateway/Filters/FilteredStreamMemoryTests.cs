using System.Text;
using LlmAspire.FilterService;
using LlmAspire.Gateway;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>One long answer through gateway and filter service, each in a process of its own: 15 MB, and 150 MB with TEST_SCALE=full.</summary>
public sealed class FilteredStreamMemoryTests
{
    private const int Megabyte = 1024 * 1024;
    private const int WarmUpParts = 6;
    private const int Parts = 9;

    private static readonly int PartBytes = (TestScale.IsFull ? 10 : 1) * Megabyte;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_memory_of_both_services_stays_flat_however_long_an_answer_is()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            var events = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Event("Some more words, ") + Event("mail ada@exam") + Event("ple.com or "), 40)));
            for (long sent = 0; sent < (long)PartBytes * (Parts + WarmUpParts + 2); sent += events.Length)
            {
                await context.Response.Body.WriteAsync(events, context.RequestAborted);
            }
        });
        await using var service = await MeasuredProcess.StartAsync(
            typeof(FilterServiceAssembly).Assembly, 2, "--urls=http://127.0.0.1:0", "--FilterService:StreamUrl=http://127.0.0.1:0");
        await using var gateway = await MeasuredProcess.StartAsync(
            typeof(GatewayAssembly).Assembly, 1, "--urls=http://127.0.0.1:0", $"--Gateway:Providers:test:Address={provider.Address}",
            "--Gateway:Providers:test:Default=true", "--Gateway:OutputFilters:0:Name=all", "--Gateway:OutputFilters:0:OnError=block",
            "--Gateway:OutputFilters:0:Timeout=00:00:20", $"--Gateway:OutputFilters:0:Address={new Uri(service.Addresses[1], "/filters/all")}");
        using var client = new HttpClient { BaseAddress = gateway.Addresses[0] };
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);

        await ReadAsync(body, PartBytes * WarmUpParts);
        var (gatewayGrowth, serviceGrowth) = (new long[Parts], new long[Parts]);
        var before = (Gateway: gateway.WorkingSet, Service: service.WorkingSet);
        for (var i = 0; i < Parts; i++)
        {
            await ReadAsync(body, PartBytes);
            var after = (Gateway: gateway.WorkingSet, Service: service.WorkingSet);
            (gatewayGrowth[i], serviceGrowth[i]) = (after.Gateway - before.Gateway, after.Service - before.Service);
            before = after;
        }

        // What an answer leaves behind grows in every part; what a garbage collector does with its heap is a step in some of them.
        Assert.True(Median(gatewayGrowth) < PartBytes / 2, $"gateway, bytes more after each part: {string.Join(' ', gatewayGrowth)}");
        Assert.True(Median(serviceGrowth) < PartBytes / 2, $"filter service, bytes more after each part: {string.Join(' ', serviceGrowth)}");
    }

    private static string Event(string text) => $"data: {{\"id\":\"c\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":null}}]}}\n\n";

    private static long Median(long[] values) => values.Order().ElementAt(values.Length / 2);

    private static async Task ReadAsync(Stream body, int count)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await body.ReadAsync(buffer.AsMemory(0, Math.Min(count, buffer.Length)), Cancelled);
            Assert.True(read > 0, "the answer ended early");
            Assert.True(buffer.AsSpan(0, read).IndexOf("example.com"u8) < 0);
            count -= read;
        }
    }
}
