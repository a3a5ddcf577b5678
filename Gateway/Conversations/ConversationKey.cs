namespace LlmAspire.Gateway.Conversations;

/// <summary>Names one conversation of one tenant.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Id">The conversation's id.</param>
internal readonly record struct ConversationKey(string Tenant, string Id)
{
    /// <summary>The tenant while calls are anonymous.</summary>
    public const string DefaultTenant = "default";

    private const int MaxIdLength = 128;

    /// <summary>A conversation's key after a client's id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="key">The key, when the id is one.</param>
    /// <returns>Whether the id has 1 to 128 of the characters A-Z a-z 0-9 _ -.</returns>
    public static bool TryCreate(string id, out ConversationKey key)
    {
        key = new ConversationKey(DefaultTenant, id);
        return id.Length is > 0 and <= MaxIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
    }

    /// <summary>A new conversation, whose id cannot be guessed.</summary>
    /// <returns>The key.</returns>
    public static ConversationKey New() =>
        new(DefaultTenant, "conv_" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)));
}
