namespace LlmAspire.Gateway.Conversations;

/// <summary>What a request that names an earlier response continues.</summary>
/// <param name="After">The turn that must be the conversation's last one; empty when the turn begins a conversation of its own.</param>
/// <param name="Items">What the request goes on from, oldest first.</param>
/// <param name="Own">The conversation that the turn begins when it cannot follow that turn.</param>
internal sealed record ResponseChain(string After, IReadOnlyList<ConversationItem> Items, ConversationKey Own)
{
    /// <summary>A turn with everything that it goes on from, to begin a conversation with.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>The same turn behind copies of the earlier ones.</returns>
    public ConversationTurn Branch(ConversationTurn turn) => turn with
    {
        Items = [.. Items, .. turn.Items],
        Turns = Items.Select(item => item.Turn).Distinct().Count() + 1,
        After = "",
        IsChain = true,
    };
}
