using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>A gateway that is told to stop while it serves calls.</summary>
public sealed class GatewayStopsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_that_ends_within_the_shutdowns_time_is_served_to_its_end()
    {
        var stopping = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await stopping.Task.WaitAsync(context.RequestAborted);
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ChatEvents[1..]));
        });
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);

        var stop = StopAsync(gateway, stopping, CancellationToken.None);
        var received = await response.Content.ReadAsStringAsync(Cancelled);

        Assert.Equal(string.Concat(Wire.ChatEvents), received);
        await gateway.WaitForCallAsync("completed");
        await stop;
    }

    [Fact]
    public async Task A_call_that_the_gateways_end_breaks_off_is_not_blamed_on_its_client()
    {
        var stopping = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var timeIsUp = new CancellationTokenSource();

        var stop = StopAsync(gateway, stopping, timeIsUp.Token);
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await timeIsUp.CancelAsync();

        // An orderly end of the process, however little time there was.
        await stop.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancelled));
        await gateway.WaitForCallAsync("gateway_failed");
        Assert.Equal("other", Assert.Single(gateway.Metrics.Of("llm.upstream.requests")).Labels["error_class"]);
    }

    /// <summary>Tells the gateway to stop; the time of its calls is up when <paramref name="timeIsUp"/> is cancelled.</summary>
    private static async Task StopAsync(GatewayServer gateway, TaskCompletionSource stopping, CancellationToken timeIsUp)
    {
        gateway.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await gateway.Services.GetRequiredService<IHost>().StopAsync(timeIsUp);
    }
}
