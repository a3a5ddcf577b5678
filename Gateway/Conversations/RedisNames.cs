using System.Globalization;
using StackExchange.Redis;

namespace LlmAspire.Gateway.Conversations;

/// <summary>The names of keys in Redis. What stands in braces decides the slot in a cluster, so the keys of one script lie together.</summary>
internal static class RedisNames
{
    /// <summary>What is written, and deleted again, to see whether the server takes anything. No conversation has this name: that would have a tenant.</summary>
    public static readonly RedisKey Probe = "conversation:{probe}";

    /// <summary>The list of a conversation's items.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns><c>conversation:{tenant:id}:items</c>.</returns>
    public static RedisKey Items(ConversationKey key) => $"conversation:{{{key.Tenant}:{key.Id}}}:items";

    /// <summary>What stands around a conversation's id in the name of its list, for a script that learns the id itself.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns><c>conversation:{tenant:</c> and <c>}:items</c>.</returns>
    public static (string Begin, string End) ItemsAround(string tenant) => ($"conversation:{{{tenant}:", "}:items");

    /// <summary>The hash of what is known of a conversation.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns><c>conversation:{tenant:id}:meta</c>.</returns>
    public static RedisKey Meta(ConversationKey key) => $"conversation:{{{key.Tenant}:{key.Id}}}:meta";

    /// <summary>The sorted set of a tenant's conversations by last activity, in milliseconds.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns><c>conversations:{tenant}</c>.</returns>
    public static RedisKey Index(string tenant) => $"conversations:{{{tenant}}}";

    /// <summary>The hash of a response.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <returns><c>response:{tenant:id}</c>.</returns>
    public static RedisKey Response(ConversationKey key) => $"response:{{{key.Tenant}:{key.Id}}}";

    /// <summary>How an item's element begins.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="index">Its place there.</param>
    /// <returns><c>turn.index</c> and a blank.</returns>
    public static string Element(string turn, int index) => string.Create(CultureInfo.InvariantCulture, $"{turn}.{index} ");
}
