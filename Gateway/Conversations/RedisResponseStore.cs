using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Answers of the Responses API in Redis, each a hash that expires with its conversation's time to live.</summary>
internal sealed class RedisResponseStore : IResponseStore
{
    private static readonly RedisValue[] Place = ["conversation", "turn", "chain", "asked"];
    private static readonly RedisValue[] All = [.. Place, "body"];

    private readonly RedisCommands _commands;
    private readonly IConversationStore _conversations;
    private readonly ConversationOptions _options;

    /// <summary>Keeps over <paramref name="commands"/>.</summary>
    /// <param name="commands">The connection.</param>
    /// <param name="conversations">What the responses stand in.</param>
    /// <param name="options">The limits.</param>
    public RedisResponseStore(RedisCommands commands, IConversationStore conversations, IOptions<ConversationOptions> options)
    {
        _commands = commands;
        _conversations = conversations;
        _options = options.Value;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredResponse?> ReadResponseAsync(ConversationKey key, bool withBody, TimeSpan timeout)
    {
        var values = await _commands.AskAsync(
            (Name: RedisNames.Response(key), Members: withBody ? All : Place),
            static (database, hash) => database.HashGetAsync(hash.Name, hash.Members),
            timeout);
        return values[0].IsNull || values[1].IsNull ? null : Read(values, withBody ? (byte[]?)values[^1] : null);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredChain?> ReadChainAsync(ConversationKey key, TimeSpan timeout)
    {
        var (begin, end) = RedisNames.ItemsAround(key.Tenant);
        var found = await _commands.EvaluateAsync(
            RedisScripts.ReadChain, [RedisNames.Response(key)], [begin, end, _options.MaxItems], timeout);
        if (found.IsNull)
        {
            return null;
        }

        var parts = (RedisResult[])found!;
        var response = Read([.. parts[..4].Select(part => (RedisValue)part)], body: null);
        return new StoredChain(response, parts[4].IsNull
            ? await _conversations.ReadAsync(key with { Id = response.Conversation }, timeout)
            : StoredItems.Read((byte[]?[])parts[4]!, _options.MaxBytes));
    }

    /// <inheritdoc/>
    public async ValueTask WriteResponseAsync(ConversationKey key, StoredResponse response, TimeSpan timeout)
    {
        RedisValue[] arguments =
        [
            _options.TimeToLiveSeconds, "conversation", response.Conversation, "turn", response.Turn, "chain", response.IsChain ? "1" : "",
            "asked", response.Asked, "body", response.Body.ToArray(),
        ];
        await _commands.RunAsync(RedisScripts.SetHash, [RedisNames.Response(key)], arguments, timeout);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteResponseAsync(ConversationKey key, TimeSpan timeout) =>
        await _commands.AskAsync(RedisNames.Response(key), static (database, name) => database.KeyDeleteAsync(name), timeout);

    private static StoredResponse Read(RedisValue[] place, ReadOnlyMemory<byte> body) =>
        new(place[0].ToString(), place[1].ToString(), place[2] == "1", body) { Asked = place[3].TryParse(out int asked) ? asked : 0 };
}
