using System.Net.Http.Headers;
using System.Text;

namespace LlmAspire.AppHost;

/// <summary>What the app host adds to the gateway: a button that tries it.</summary>
internal static class GatewayExtensions
{
    private const string SampleChat = """
        {"model":"mock","stream":true,"messages":[{"role":"user","content":"Hello from the dashboard! What can I see here?"}]}
        """;

    /// <summary>Adds the command "Send a sample chat": one streamed call, so that there is a trace to look at.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithSampleChat(this IResourceBuilder<ProjectResource> gateway) => gateway
        .WithHttpCommand("/v1/chat/completions", "Send a sample chat", commandName: "send-sample-chat", commandOptions: new HttpCommandOptions
        {
            Description = "Send a sample chat: one short streamed call through the gateway, to look at in Traces.",
            IconName = "ChatSparkle",
            IsHighlighted = true,
            Method = HttpMethod.Post,
            PrepareRequest = request =>
            {
                request.Request.Content = new StringContent(SampleChat, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
                return Task.CompletedTask;
            },
            GetCommandResult = ShowAnswerAsync,
        });

    private static async Task<ExecuteCommandResult> ShowAnswerAsync(HttpCommandResultContext result)
    {
        var answer = await result.Response.Content.ReadAsStringAsync(result.CancellationToken);
        if (!result.Response.IsSuccessStatusCode)
        {
            return CommandResults.Failure($"The gateway answered {(int)result.Response.StatusCode}: {answer}");
        }

        var traceId = result.Response.Headers.TryGetValues("x-trace-id", out var values) ? values.First() : "unknown";
        return CommandResults.Success($"Streamed; trace {traceId}", answer);
    }
}
