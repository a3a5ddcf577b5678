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
    /// <param name="history">The merged messages; null when the call belongs to no conversation.</param>
    /// <returns>The client's bytes when nothing changes, else new ones.</returns>
    public static ReadOnlyMemory<byte> Of(RequestView view, string model, MergedHistory? history)
    {
        var isSame = string.Equals(model, view.Model, StringComparison.Ordinal);
        if (history is { EarlierItems: > 0 })
        {
            return history.Apply(isSame ? null : JsonSerializer.SerializeToUtf8Bytes(model));
        }

        if (isSame)
        {
            return view.Body;
        }

        var name = JsonSerializer.SerializeToUtf8Bytes(model);
        var (start, length) = view.ModelAt.GetOffsetAndLength(view.Body.Length);
        var body = new byte[view.Body.Length - length + name.Length];
        view.Body.Span[..start].CopyTo(body);
        name.CopyTo(body, start);
        view.Body.Span[(start + length)..].CopyTo(body.AsSpan(start + name.Length));
        return body;
    }

    /// <summary>Makes YARP send <paramref name="body"/> instead of what it would read from the client, which has been read already.</summary>
    /// <param name="request">The client's request.</param>
    /// <param name="body">The bytes; they must stay as they are until the call has ended.</param>
    public static void Set(HttpRequest request, SplicedBody body)
    {
        request.Headers.TransferEncoding = default;
        request.ContentLength = body.Length;
        request.Body = new SplicedBodyStream(body);
    }
}
