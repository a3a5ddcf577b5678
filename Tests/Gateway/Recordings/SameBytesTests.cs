using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.Gateway.Recordings;

/// <summary>Recorded answers over the real gateway: what the provider sends is what the client gets.</summary>
public sealed class SameBytesTests
{
    [Fact]
    public async Task Every_recorded_answer_reaches_the_client_byte_for_byte()
    {
        await using var mock = MockLlmServer.StartWith("Recordings", SharedData.Path("recorded-streams"));
        await using var gateway = GatewayServer.Start([("Gateway:Providers:mock:Address", mock.BaseAddress.AbsoluteUri)]);
        var differences = new List<string>();
        foreach (var recording in Recording.All())
        {
            using var request = GatewayServer.Post(
                "/providers/mock" + PathOf(recording), """{"stream":true}""");
            using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

            if (!recording.Body.Span.SequenceEqual(body) || (int)response.StatusCode != recording.Status)
            {
                differences.Add($"{recording.File}: {(int)response.StatusCode}, {body.Length} bytes of {recording.Body.Length}");
            }
        }

        Assert.Empty(differences);
    }

    /// <summary>The path of the wire, with the recording's name in it for the mock.</summary>
    private static string PathOf(Recording recording)
    {
        var name = "recorded/" + recording.File;
        return recording.Wire switch
        {
            "openai-completions" => $"/{name}/v1/completions",
            "openai-responses" => $"/{name}/v1/responses",
            "anthropic" => $"/{name}/v1/messages",
            "gemini" => $"/v1beta/models/{name}:streamGenerateContent",
            "gemini-interactions" => $"/{name}/v1beta/interactions",
            "ollama" => $"/{name}/api/chat",
            "cohere-v1" => $"/{name}/v1/chat",
            "cohere-v2" => $"/{name}/v2/chat",
            "bedrock-converse" => $"/model/{name}/converse-stream",
            var wire when wire.StartsWith("bedrock-invoke", StringComparison.Ordinal) => $"/model/{name}/invoke",
            _ => $"/{name}/v1/chat/completions",
        };
    }
}
