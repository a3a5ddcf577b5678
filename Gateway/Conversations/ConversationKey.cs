using System.Security.Cryptography;
using System.Text;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Names one conversation of one tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Id">The conversation's id.</param>
internal readonly record struct ConversationKey(string Tenant, string Id)
{
    /// <summary>The tenant while calls are anonymous.</summary>
    public const string DefaultTenant = "default";

    private const int MaxIdLength = 128;
    private const int MaxTenantLength = 64;
    private const int RandomBytes = 16;

    /// <summary>A conversation's key after a client's id.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="id">The id.</param>
    /// <param name="key">The key, when the id is one.</param>
    /// <returns>Whether the id has 1 to 128 of the characters A-Z a-z 0-9 _ -.</returns>
    public static bool TryCreate(string tenant, string id, out ConversationKey key)
    {
        key = new ConversationKey(tenant, id);
        return IsId(id);
    }

    /// <summary>Whether a text can be an id: of a conversation, a response or a turn.</summary>
    /// <param name="id">The text.</param>
    /// <returns>Whether it has 1 to 128 of the characters A-Z a-z 0-9 _ -.</returns>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= MaxIdLength && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>Whether a text can be a tenant's name.</summary>
    /// <param name="name">The text.</param>
    /// <returns>Whether it has 1 to 64 of the characters a-z 0-9 -.</returns>
    public static bool IsTenant(string name) =>
        name.Length is > 0 and <= MaxTenantLength && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>A new conversation, whose id cannot be guessed: 128 random bits.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <returns>The key.</returns>
    public static ConversationKey New(string tenant) =>
        new(tenant, "conv_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes)));

    /// <summary>
    /// The conversation that a turn begins: the same one for every attempt at a request, so that a retry does not begin another. It is as hard
    /// to guess as the request's id and body together.
    /// </summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="turn">The turn's id.</param>
    /// <returns>The key.</returns>
    public static ConversationKey BegunBy(string tenant, string turn) =>
        new(tenant, "conv_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}:{turn}")).AsSpan(0, RandomBytes)));

    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
}
