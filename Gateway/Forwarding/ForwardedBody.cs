using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>The body that a provider gets: the client's own bytes, unless something in them must change.</summary>
internal static class ForwardedBody
{
    /// <summary>The body with the conversation's earlier items and the model's name at the provider.</summary>
    /// <param name="view">The request.</param>
    /// <param name="model">The name.</param>
    /// <param name="history">The merged items; null when the call belongs to no conversation.</param>
    /// <param name="holdsState">Whether the members by which a client names its conversation are the gateway's, and not the provider's.</param>
    /// <returns>The client's bytes when nothing changes, else new ones.</returns>
    public static ReadOnlyMemory<byte> Of(RequestView view, string model, MergedHistory? history, bool holdsState)
    {
        var edits = new BodyEdits(view.Body);
        history?.Apply(edits);
        if (!string.Equals(model, view.Model, StringComparison.Ordinal))
        {
            edits.Replace(view.ModelAt, JsonSerializer.SerializeToUtf8Bytes(model));
        }

        foreach (var member in holdsState ? view.StateMembers : [])
        {
            edits.Remove(member);
        }

        return edits.Apply();
    }
}
