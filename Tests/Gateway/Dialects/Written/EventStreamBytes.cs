using System.Buffers.Binary;
using System.Text;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Writes messages of <c>application/vnd.amazon.eventstream</c>, with a checksum of its own, bit by bit.</summary>
internal static class EventStreamBytes
{
    /// <summary>An event.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="payload">Its payload.</param>
    /// <returns>The message.</returns>
    public static byte[] Event(string type, string payload) =>
        Message(payload, (":event-type", type), (":content-type", "application/json"), (":message-type", "event"));

    /// <summary>An event of an invoked model: the document in base64.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The message.</returns>
    public static byte[] Chunk(string document) =>
        Event("chunk", $$"""{"bytes":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(document))}}","p":"abcdefgh"}""");

    /// <summary>A message.</summary>
    /// <param name="payload">Its payload.</param>
    /// <param name="headers">Its headers, all texts.</param>
    /// <returns>Its bytes.</returns>
    public static byte[] Message(string payload, params (string Name, string Value)[] headers)
    {
        var head = new List<byte> { 1, (byte)'n', 5, 0, 0, 0, 0, 0, 0, 0, 9 };
        foreach (var (name, value) in headers)
        {
            head.Add((byte)name.Length);
            head.AddRange(Encoding.UTF8.GetBytes(name));
            head.Add(7);
            head.AddRange([(byte)(value.Length >> 8), (byte)value.Length]);
            head.AddRange(Encoding.UTF8.GetBytes(value));
        }

        var body = Encoding.UTF8.GetBytes(payload);
        var message = new byte[12 + head.Count + body.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), head.Count);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), Checksum(message.AsSpan(0, 8)));
        head.ToArray().CopyTo(message, 12);
        body.CopyTo(message, 12 + head.Count);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - 4), Checksum(message.AsSpan(0, message.Length - 4)));
        return message;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = crc >> 1 ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
