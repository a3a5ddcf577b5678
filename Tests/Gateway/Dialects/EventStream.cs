using System.Buffers.Binary;
using System.Text;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Tests.Gateway.Dialects;

/// <summary>Writes <c>application/vnd.amazon.eventstream</c>.</summary>
internal static class EventStream
{
    /// <summary>One message.</summary>
    /// <param name="header">The name of its one header.</param>
    /// <param name="value">The header's value.</param>
    /// <param name="payload">What it carries.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Message(string header, string value, string payload)
    {
        byte[] headers = [(byte)header.Length, .. Encoding.UTF8.GetBytes(header), 7, 0, (byte)value.Length, .. Encoding.UTF8.GetBytes(value)];
        var body = Encoding.UTF8.GetBytes(payload);
        var message = new byte[16 + headers.Length + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), Crc32.Of(message.AsSpan(0, 8)));
        headers.CopyTo(message, 12);
        body.CopyTo(message, 12 + headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - 4), Crc32.Of(message.AsSpan(0, message.Length - 4)));
        return message;
    }

    /// <summary>The stream of an invoked model.</summary>
    /// <param name="documents">The vendor's documents.</param>
    /// <returns>The stream's bytes.</returns>
    public static byte[] Invoked(params string[] documents) =>
        [.. documents.SelectMany(document => Message(":event-type", "chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(document))}}","p":"abc"}"""))];
}
