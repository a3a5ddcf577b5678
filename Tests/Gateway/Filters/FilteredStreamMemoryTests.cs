using System.Text;
using LlmAspire.FilterService;
using LlmAspire.Gateway;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>
/// One long answer through gateway and filter service, each in a process of its own whose heap is smaller than the answer: 80 MB, and 160 MB
/// with TEST_SCALE=full.
/// </summary>
public sealed class FilteredStreamMemoryTests
{
    private static readonly int Length = SmallHeapProcess.HeapBytes / 4 * (TestScale.IsFull ? 10 : 5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_longer_than_the_heap_of_either_service_is_filtered_to_its_end()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            var events = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Event("Some more words, ") + Event("mail ada@exam") + Event("ple.com or "), 40)));
            for (long sent = 0; sent < Length; sent += events.Length)
            {
                await context.Response.Body.WriteAsync(events, context.RequestAborted);
            }

            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Wire.ChatEvents)), context.RequestAborted);
        });
        await using var service = await SmallHeapProcess.StartAsync(
            typeof(FilterServiceAssembly).Assembly, 2, "--urls=http://127.0.0.1:0", "--FilterService:StreamUrl=http://127.0.0.1:0");
        await using var gateway = await SmallHeapProcess.StartAsync(
            typeof(GatewayAssembly).Assembly, 1, "--urls=http://127.0.0.1:0", $"--Gateway:Providers:test:Address={provider.Address}",
            "--Gateway:Providers:test:Default=true", "--Gateway:OutputFilters:0:Name=all", "--Gateway:OutputFilters:0:OnError=block",
            "--Gateway:OutputFilters:0:Timeout=00:00:20", $"--Gateway:OutputFilters:0:Address={new Uri(service.Addresses[1], "/filters/all")}");
        using var client = new HttpClient { BaseAddress = gateway.Addresses[0] };
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);

        var (length, end) = await ReadAsync(body);

        Assert.InRange(length, Length * 0.8, Length * 1.2);
        Assert.EndsWith("data: [DONE]\n\n", end, StringComparison.Ordinal);
    }

    private static string Event(string text) => $"data: {{\"id\":\"c\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{text}\"}},\"finish_reason\":null}}]}}\n\n";

    /// <summary>Reads the whole answer; gives its length and its last bytes.</summary>
    private static async Task<(long Length, string End)> ReadAsync(Stream body)
    {
        var buffer = new byte[64 * 1024];
        var (length, end) = (0L, "");
        while (await body.ReadAsync(buffer, Cancelled) is > 0 and var read)
        {
            Assert.True(buffer.AsSpan(0, read).IndexOf("example.com"u8) < 0);
            end = Encoding.UTF8.GetString(buffer, Math.Max(0, read - 100), Math.Min(100, read));
            length += read;
        }

        return (length, end);
    }
}
