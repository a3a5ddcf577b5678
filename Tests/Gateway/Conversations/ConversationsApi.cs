using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Calls OpenAI's Conversations API.</summary>
internal static class ConversationsApi
{
    /// <summary>Sends a request.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="json">The body; null for none.</param>
    /// <param name="status">The status that must come.</param>
    /// <returns>The answer's JSON.</returns>
    public static async Task<JsonElement> SendAsync(
        GatewayServer gateway, HttpMethod method, string path, string? json = null, int status = 200)
    {
        using var request = json is null ? new HttpRequestMessage(method, path) : GatewayServer.Post(path, json);
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == (int)response.StatusCode, $"{method} {path}: {(int)response.StatusCode} {body}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(body).RootElement.Clone();
    }

    /// <summary>Checks that an answer is an error in OpenAI's shape.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="code">The code that it must have; null for any.</param>
    public static void AssertError(JsonElement body, string? code)
    {
        var error = body.GetProperty("error");
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.True(error.TryGetProperty("param", out _));
        Assert.Equal(code ?? error.GetProperty("code").GetString(), error.GetProperty("code").GetString());
    }
}
