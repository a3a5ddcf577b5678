using System.Globalization;
using System.Text;
using System.Text.Json;
using StackExchange.Redis;

namespace LlmAspire.AppHost;

/// <summary>What the app host adds around conversations: a look at them, and a way to be rid of them.</summary>
internal static class ConversationCommands
{
    private const int BatchSize = 500;

    private static readonly string[] Patterns = ["conversation:{*", "conversations:{*", "response:{*"];

    /// <summary>Adds the command "Show conversations": the last used first, with their titles, turns and traces.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithConversationList(this IResourceBuilder<ProjectResource> gateway) => gateway
        .WithHttpCommand("/v1/conversations", "Show conversations", commandName: "show-conversations", commandOptions: new HttpCommandOptions
        {
            Description = "Show conversations: the last used ones that the gateway remembers.",
            IconName = "ChatMultiple",
            Method = HttpMethod.Get,
            GetCommandResult = ShowAsync,
        });

    /// <summary>Adds the command "Flush conversations": deletes the gateway's keys, and no others, once that has been confirmed.</summary>
    /// <param name="redis">The Redis.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<RedisResource> WithConversationFlush(this IResourceBuilder<RedisResource> redis) => redis
        .WithCommand("flush-conversations", "Flush conversations", context => FlushAsync(redis.Resource, context.CancellationToken), new CommandOptions
        {
            Description = "Flush conversations: delete every conversation and response that gateways have stored here.",
            ConfirmationMessage = "Delete every stored conversation and response? This cannot be undone.",
            IconName = "Delete",
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> ShowAsync(HttpCommandResultContext result)
    {
        var answer = await result.Response.Content.ReadAsStringAsync(result.CancellationToken);
        if (!result.Response.IsSuccessStatusCode)
        {
            return CommandResults.Failure($"The gateway answered {(int)result.Response.StatusCode}: {answer}");
        }

        using var document = JsonDocument.Parse(answer);
        var conversations = document.RootElement.GetProperty("data");
        var table = new StringBuilder("last used (UTC)  turns  conversation  title  trace\n");
        foreach (var conversation in conversations.EnumerateArray())
        {
            var used = DateTimeOffset.FromUnixTimeSeconds(conversation.GetProperty("last_active_at").GetInt64());
            table.Append(CultureInfo.InvariantCulture, $"{used:yyyy-MM-dd HH:mm:ss}  {conversation.GetProperty("turn_count").GetInt64()}  ")
                .Append(CultureInfo.InvariantCulture, $"{conversation.GetProperty("id").GetString()}  ")
                .Append(CultureInfo.InvariantCulture, $"{conversation.GetProperty("title").GetString()}  ")
                .Append(conversation.GetProperty("last_trace_id").GetString())
                .Append('\n');
        }

        return conversations.GetArrayLength() == 0
            ? CommandResults.Success("The gateway remembers no conversation.")
            : CommandResults.Success($"{conversations.GetArrayLength()} conversations", table.ToString());
    }

    private static async Task<ExecuteCommandResult> FlushAsync(RedisResource redis, CancellationToken cancellationToken)
    {
        if (await redis.ConnectionStringExpression.GetValueAsync(cancellationToken) is not { Length: > 0 } connection)
        {
            return CommandResults.Failure("There is no Redis: conversations are in the gateway's memory, and gone when it is restarted.");
        }

        try
        {
            using var client = await ConnectionMultiplexer.ConnectAsync(connection).WaitAsync(cancellationToken);
            var deleted = 0L;
            foreach (var endpoint in client.GetEndPoints())
            {
                foreach (var batch in Patterns.SelectMany(pattern => client.GetServer(endpoint).Keys(pattern: pattern, pageSize: BatchSize)).Chunk(BatchSize))
                {
                    deleted += await client.GetDatabase().KeyDeleteAsync(batch).WaitAsync(cancellationToken);
                }
            }

            return CommandResults.Success($"{deleted} keys deleted.");
        }
        catch (RedisException failure)
        {
            return CommandResults.Failure(failure);
        }
    }
}
