using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.MockLlm;

public sealed class CallLogTests
{
    [Fact]
    public async Task A_call_is_remembered_with_what_arrived_and_how_it_ended()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock-5x0", "hello", stream: true);
        using var response = await Chat.PostAsync(mock.Client, request);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestDeadline.Token);

        var call = await MockCalls.EndedAsync(mock.Client, "mock-5x0");

        Assert.Equal(("POST", Chat.Path, "openai.chat", true), (
            (string?)call["method"], (string?)call["path"], (string?)call["dialect"], (bool)call["streamed"]!));
        Assert.Equal(("model", 200, 5, bytes.Length, "completed"), (
            (string?)call["script"], (int)call["status"]!, (int)call["chunks"]!, (int)call["bytes"]!, (string?)call["end"]));
        Assert.Equal(request.ToJsonString(), (string?)call["body"]);
    }

    [Fact]
    public async Task A_credential_is_only_shown_as_a_hash()
    {
        await using var mock = MockLlmServer.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat.Path) { Content = Chat.Content(Chat.Request("mock")) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer secret");
        using var response = await mock.Client.SendAsync(request, TestDeadline.Token);

        var call = await MockCalls.EndedAsync(mock.Client, "mock");

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("Bearer secret")))[..32];
        Assert.Equal($"sha256:{hash}", (string?)call["headers"]!["authorization"]);
        Assert.DoesNotContain("secret", call.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mock-3x0-die2", "died", 200, 2)]
    [InlineData("no-such", "refused", 404, 0)]
    public async Task The_end_of_a_call_is_told(string model, string end, int status, int chunks)
    {
        await using var mock = MockLlmServer.Start();
        await RawAnswer.PostAsync(mock.BaseAddress, Chat.Path, Chat.Request(model, stream: true).ToJsonString());

        var call = await MockCalls.EndedAsync(mock.Client, model);

        Assert.Equal((end, status, chunks), ((string?)call["end"], (int)call["status"]!, (int)call["chunks"]!));
    }

    [Fact]
    public async Task A_client_that_leaves_before_its_body_is_complete_is_gone_and_no_error()
    {
        using var lines = new LogLines();
        await using var mock = MockLlmServer.Start(
            host => host.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(lines)));
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(mock.BaseAddress.Host, mock.BaseAddress.Port, TestDeadline.Token);
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes($"POST {Chat.Path} HTTP/1.1\r\nHost: mock\r\nContent-Length: 100\r\n\r\n{{"), TestDeadline.Token);
            await client.GetStream().FlushAsync(TestDeadline.Token);
        }

        var call = await MockCalls.EndedAsync(mock.Client);

        Assert.Equal("client_gone", (string?)call["end"]);
        Assert.DoesNotContain(lines.All, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Calls_can_be_chosen_by_number_and_model_and_forgotten()
    {
        await using var mock = MockLlmServer.Start();
        await Chat.AskAsync(mock.Client, Chat.Request("mock"));
        await Chat.AskAsync(mock.Client, Chat.Request("mock-1x0"));

        var after = JsonNode.Parse(await mock.Client.GetStringAsync("/mock/calls?after=1", TestDeadline.Token))!.AsArray();
        Assert.Equal([2L], after.Select(call => (long)call!["number"]!));
        Assert.Single(await MockCalls.AllAsync(mock.Client, "mock"));

        using var deleted = await mock.Client.DeleteAsync("/mock/calls", TestDeadline.Token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await MockCalls.AllAsync(mock.Client));
    }

    [Fact]
    public async Task No_more_calls_are_kept_than_the_setting_says()
    {
        await using var mock = MockLlmServer.StartWith("KeepCalls", "2");
        for (var i = 0; i < 4; i++)
        {
            await Chat.AskAsync(mock.Client, Chat.Request("mock"));
        }

        Assert.Equal([3L, 4L], (await MockCalls.AllAsync(mock.Client)).Select(call => (long)call["number"]!));
    }

    [Fact]
    public async Task A_body_is_kept_up_to_the_setting()
    {
        await using var mock = MockLlmServer.StartWith("KeepBodyBytes", "10");
        await Chat.AskAsync(mock.Client, Chat.Request("mock"));

        Assert.Equal(10, ((string)(await MockCalls.AllAsync(mock.Client))[0]["body"]!).Length);
    }
}
