using System.Buffers.Binary;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// One message of <c>application/vnd.amazon.eventstream</c>: a prelude (length of all, length of the headers, CRC-32 of both), headers, the
/// payload and a CRC-32 of everything before it, all numbers big-endian.
/// </summary>
internal readonly ref struct EventStreamFrame
{
    /// <summary>The length of the prelude, its checksum included.</summary>
    public const int PreludeBytes = 12;

    private const int MaxFrameBytes = 24 * 1024 * 1024;
    private const int ChecksumBytes = 4;
    private readonly ReadOnlySpan<byte> _headers;

    private EventStreamFrame(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        _headers = headers;
        Payload = payload;
    }

    /// <summary>What it carries.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>Reads a prelude.</summary>
    /// <param name="prelude">Its bytes, <see cref="PreludeBytes"/> or more.</param>
    /// <param name="length">The length of the whole message.</param>
    /// <returns>False when it is none: its lengths make no sense, or its checksum is wrong.</returns>
    public static bool TryReadPrelude(ReadOnlySpan<byte> prelude, out int length)
    {
        length = BinaryPrimitives.ReadInt32BigEndian(prelude);
        var headers = BinaryPrimitives.ReadInt32BigEndian(prelude[4..]);
        return length is >= PreludeBytes + ChecksumBytes and <= MaxFrameBytes
            && headers >= 0 && headers <= length - PreludeBytes - ChecksumBytes
            && Crc32.Of(prelude[..8]) == BinaryPrimitives.ReadUInt32BigEndian(prelude[8..]);
    }

    /// <summary>Reads a message whose prelude is known to be right.</summary>
    /// <param name="message">All its bytes.</param>
    /// <param name="frame">The message.</param>
    /// <returns>False when its checksum is wrong.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out EventStreamFrame frame)
    {
        var end = message.Length - ChecksumBytes;
        var headers = BinaryPrimitives.ReadInt32BigEndian(message[4..]);
        frame = new EventStreamFrame(message.Slice(PreludeBytes, headers), message[(PreludeBytes + headers)..end]);
        return Crc32.Of(message[..end]) == BinaryPrimitives.ReadUInt32BigEndian(message[end..]);
    }

    /// <summary>The text of a header.</summary>
    /// <param name="name">The header's name, such as <c>:event-type</c>.</param>
    /// <returns>Its bytes; empty when there is no such header, or it is no text.</returns>
    public ReadOnlySpan<byte> Header(ReadOnlySpan<byte> name)
    {
        var rest = _headers;
        while (rest.Length > 2 && rest.Length > rest[0] + 1)
        {
            var isIt = rest.Slice(1, rest[0]).SequenceEqual(name);
            var type = rest[rest[0] + 1];
            rest = rest[(rest[0] + 2)..];
            var length = ValueLength(type, rest, out var prefix);
            if (length < 0 || prefix + length > rest.Length)
            {
                return default;
            }

            if (isIt)
            {
                return type == 7 ? rest.Slice(prefix, length) : default;
            }

            rest = rest[(prefix + length)..];
        }

        return default;
    }

    /// <summary>How long a header's value is, by its type; -1 for a type that does not exist.</summary>
    private static int ValueLength(byte type, ReadOnlySpan<byte> rest, out int prefix)
    {
        prefix = type is 6 or 7 ? 2 : 0;
        return type switch
        {
            0 or 1 => 0,
            2 => 1,
            3 => 2,
            4 => 4,
            5 or 8 => 8,
            6 or 7 => rest.Length < 2 ? -1 : BinaryPrimitives.ReadUInt16BigEndian(rest),
            9 => 16,
            _ => -1,
        };
    }
}
