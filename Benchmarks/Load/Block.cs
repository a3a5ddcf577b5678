using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace LlmAspire.Benchmarks.Load;

/// <summary>What one block of calls to one target came to.</summary>
/// <param name="CallsPerSecond">Whole answers a second.</param>
/// <param name="FirstByte">The median time to the first byte of a body, in milliseconds.</param>
/// <param name="ProcessorPerCall">Processor time of the target's process, in milliseconds a call.</param>
/// <param name="Failures">Answers that were not 2xx or broke off.</param>
internal sealed record Block(double CallsPerSecond, double FirstByte, double ProcessorPerCall, int Failures)
{
    /// <summary>Sends a block of calls and reads every answer to its end.</summary>
    /// <param name="client">The client; it keeps its connections from block to block.</param>
    /// <param name="target">Whom to call.</param>
    /// <param name="mode">The load.</param>
    /// <returns>What it came to.</returns>
    public static async Task<Block> RunAsync(HttpClient client, LoadTarget target, LoadMode mode)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"model":"{{mode.Model}}","stream":{{(mode.IsStream ? "true" : "false")}},"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Tell me something."}]}""");
        if (!mode.IsStream)
        {
            body = Encoding.UTF8.GetBytes($$"""{"model":"{{mode.Model}}","messages":[{"role":"user","content":"Tell me something."}]}""");
        }

        var address = new Uri(target.Address, "/v1/chat/completions");
        var firsts = new double[mode.Calls];
        var next = -1;
        var failures = 0;
        var processor = target.ProcessorTime;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, mode.Concurrency).Select(async _ =>
        {
            var buffer = new byte[16 * 1024];
            for (var call = Interlocked.Increment(ref next); call < mode.Calls; call = Interlocked.Increment(ref next))
            {
                firsts[call] = await CallAsync(client, address, body, buffer);
                if (double.IsNaN(firsts[call]))
                {
                    Interlocked.Increment(ref failures);
                }
            }
        }));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var used = (target.ProcessorTime - processor).TotalMilliseconds;
        return new Block(mode.Calls / seconds, Numbers.Median(firsts.Where(double.IsFinite)), used / mode.Calls, failures);
    }

    /// <summary>One call; gives the milliseconds to its body's first byte, NaN when it failed.</summary>
    private static async Task<double> CallAsync(HttpClient client, Uri address, byte[] body, byte[] buffer)
    {
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            var first = double.NaN;
            while (await stream.ReadAsync(buffer) > 0)
            {
                if (double.IsNaN(first))
                {
                    first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                }
            }

            return response.IsSuccessStatusCode ? first : double.NaN;
        }
        catch (HttpRequestException)
        {
            return double.NaN;
        }
    }
}
