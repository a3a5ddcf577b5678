using LlmAspire.Gateway.Conversations;

namespace LlmAspire.Gateway.Authentication;

/// <summary>Whose key a request came with.</summary>
/// <param name="Tenant">The key's name.</param>
internal sealed record Caller(string Tenant)
{
    private static readonly Caller Anonymous = new(ConversationKey.DefaultTenant);

    /// <summary>The caller of a request that has been let in.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The caller; the anonymous one while there are no keys.</returns>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Anonymous;
}
