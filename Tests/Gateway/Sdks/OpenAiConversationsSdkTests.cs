#pragma warning disable OPENAI001 // The SDK's Conversations and Responses clients are marked experimental; clients use them all the same.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Conversations;
using LlmAspire.Tests.Gateway.Infrastructure;
using OpenAI.Conversations;
using OpenAI.Responses;

namespace LlmAspire.Tests.Gateway.Sdks;

/// <summary>OpenAI's own SDK against the gateway's Conversations API.</summary>
public sealed class OpenAiConversationsSdkTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static RequestOptions Request => new() { CancellationToken = Cancelled };

    [Fact]
    public async Task A_conversation_is_made_changed_and_deleted()
    {
        await using var gateway = GatewayServer.Start([]);
        var client = Client(gateway);

        ConversationResource made = await client.CreateConversationAsync(new ConversationCreationOptions { Metadata = { ["topic"] = "demo" } }, Cancelled);
        ConversationResource found = await client.GetConversationAsync(made.Id, Cancelled);
        ConversationResource changed = await client.UpdateConversationAsync(
            made.Id, new ConversationUpdateOptions(new Dictionary<string, string> { ["topic"] = "other" }), Cancelled);
        ConversationDeletionResult deleted = await client.DeleteConversationAsync(made.Id, Cancelled);
        var gone = await Assert.ThrowsAsync<ClientResultException>(() => client.GetConversationAsync(made.Id, Cancelled));

        Assert.Equal((made.Id, "demo"), (found.Id, found.Metadata["topic"]));
        Assert.Equal("other", changed.Metadata["topic"]);
        Assert.Equal((made.Id, true, 404), (deleted.ConversationId, deleted.Deleted, gone.Status));
    }

    [Fact]
    public async Task Items_are_added_paged_through_looked_up_and_deleted()
    {
        await using var gateway = GatewayServer.Start([]);
        var client = Client(gateway);
        ConversationResource conversation = await client.CreateConversationAsync(new ConversationCreationOptions(), Cancelled);
        var items = Enumerable.Range(0, 9).Select(i => new { type = "message", role = "user", content = $"text {i}" });

        await client.CreateConversationItemsAsync(conversation.Id, BinaryContent.Create(BinaryData.FromObjectAsJson(new { items })), null, Request);
        var ids = new List<string>();
        await foreach (var page in client.GetConversationItemsAsync(conversation.Id, 4, "asc", null, null, Request).GetRawPagesAsync())
        {
            using var body = JsonDocument.Parse(page.GetRawResponse().Content);
            ids.AddRange(body.RootElement.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
        }

        var one = await client.GetConversationItemAsync(conversation.Id, ids[4], null, Request);
        await client.DeleteConversationItemAsync(conversation.Id, ids[4], Request);
        var gone = await Assert.ThrowsAsync<ClientResultException>(() => client.GetConversationItemAsync(conversation.Id, ids[4], null, Request));

        Assert.Equal(9, ids.Distinct().Count());
        Assert.Contains("text 4", one.GetRawResponse().Content.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, gone.Status);
    }

    [Fact]
    public async Task A_response_is_had_again_with_its_input_until_it_is_deleted()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        var client = new ResponsesClient(
            new ApiKeyCredential("sk-of-a-test"),
            new ResponsesClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });

        ResponseResult first = await client.CreateResponseAsync("m", "one", null, Cancelled);
        ResponseResult second = await client.CreateResponseAsync("m", "two", first.Id, Cancelled);
        ResponseResult again = await client.GetResponseAsync(second.Id, Cancelled);
        var input = new List<string>();
        await foreach (var item in client.GetResponseInputItemsAsync(second.Id, Cancelled))
        {
            input.Add(Assert.IsAssignableFrom<MessageResponseItem>(item).Content[0].Text);
        }

        ResponseDeletionResult deleted = await client.DeleteResponseAsync(second.Id, Cancelled);
        var gone = await Assert.ThrowsAsync<ClientResultException>(() => client.GetResponseAsync(second.Id, Cancelled));

        Assert.Equal("answer 2", again.GetOutputText());
        Assert.Equal(["two", "answer 1", "one"], input);
        Assert.Equal((second.Id, true, 404), (deleted.ResponseId, deleted.Deleted, gone.Status));
    }

    private static ConversationClient Client(GatewayServer gateway) => new(
        new ApiKeyCredential("sk-of-a-test"),
        new ConversationClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
