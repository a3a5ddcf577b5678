using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Answers of the Responses API in Redis, each a hash that expires with its conversation's time to live.</summary>
internal sealed class RedisResponseStore : IResponseStore
{
    private static readonly RedisValue[] Place = ["conversation", "turn", "chain"];
    private static readonly RedisValue[] All = [.. Place, "body"];

    private readonly RedisCommands _commands;
    private readonly ConversationOptions _options;

    /// <summary>Keeps over <paramref name="commands"/>.</summary>
    /// <param name="commands">The connection.</param>
    /// <param name="options">The limits.</param>
    public RedisResponseStore(RedisCommands commands, IOptions<ConversationOptions> options)
    {
        _commands = commands;
        _options = options.Value;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredResponse?> ReadResponseAsync(ConversationKey key, bool withBody, TimeSpan timeout)
    {
        var values = await _commands.AskAsync(
            (Name: RedisNames.Response(key), Members: withBody ? All : Place),
            static (database, hash) => database.HashGetAsync(hash.Name, hash.Members),
            timeout);
        return values[0].IsNull || values[1].IsNull
            ? null
            : new StoredResponse(values[0].ToString(), values[1].ToString(), values[2] == "1", withBody ? (byte[]?)values[3] : null);
    }

    /// <inheritdoc/>
    public async ValueTask WriteResponseAsync(ConversationKey key, StoredResponse response, TimeSpan timeout)
    {
        RedisValue[] arguments =
        [
            _options.TimeToLiveSeconds, "conversation", response.Conversation, "turn", response.Turn, "chain", response.IsChain ? "1" : "",
            "body", response.Body.ToArray(),
        ];
        await _commands.RunAsync(RedisScripts.SetHash, [RedisNames.Response(key)], arguments, timeout);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteResponseAsync(ConversationKey key, TimeSpan timeout) =>
        await _commands.AskAsync(RedisNames.Response(key), static (database, name) => database.KeyDeleteAsync(name), timeout);
}
