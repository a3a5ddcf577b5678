using System.Buffers.Binary;

namespace LlmAspire.Gateway.Streaming;

/// <summary>The CRC-32 of IEEE 802.3 (reflected polynomial 0xEDB88320), eight bytes at a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Table = CreateTable();

    /// <summary>The checksum of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Their CRC-32.</returns>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var table = Table.AsSpan();
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = table[(int)(0x700 + (low & 0xFF))] ^ table[(int)(0x600 + (low >> 8 & 0xFF))]
                ^ table[(int)(0x500 + (low >> 16 & 0xFF))] ^ table[(int)(0x400 + (low >> 24))]
                ^ table[(int)(0x300 + (high & 0xFF))] ^ table[(int)(0x200 + (high >> 8 & 0xFF))]
                ^ table[(int)(0x100 + (high >> 16 & 0xFF))] ^ table[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (var b in bytes)
        {
            crc = crc >> 8 ^ table[(int)((crc ^ b) & 0xFF)];
        }

        return ~crc;
    }

    /// <summary>Eight tables of 256 on end: table n tells what a byte becomes after n further zero bytes.</summary>
    private static uint[] CreateTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? value >> 1 ^ Polynomial : value >> 1;
            }

            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++)
        {
            table[i] = table[i - 256] >> 8 ^ table[table[i - 256] & 0xFF];
        }

        return table;
    }
}
