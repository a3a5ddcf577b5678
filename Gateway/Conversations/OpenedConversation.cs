using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations;

/// <summary>A call's conversation: what came before, and the turn that the call adds.</summary>
/// <param name="Id">The conversation's id; null when the call belongs to none.</param>
/// <param name="Merged">The request with the earlier items; null when it belongs to none.</param>
/// <param name="Turn">The turn; null when nothing is kept.</param>
/// <param name="Error">What to answer with instead; null when all is well.</param>
internal sealed record OpenedConversation(string? Id, MergedHistory? Merged, TurnInProgress? Turn, GatewayError? Error = null)
{
    /// <summary>No conversation.</summary>
    public static readonly OpenedConversation None = new(null, null, null);

    /// <summary>A request for something that is not there.</summary>
    /// <param name="error">The error.</param>
    /// <returns>The refusal.</returns>
    public static OpenedConversation Refused(GatewayError error) => new(null, null, null, error);
}
