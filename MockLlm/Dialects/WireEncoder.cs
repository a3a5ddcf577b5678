using System.Buffers;
using System.Text.Encodings.Web;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>
/// Escapes only what JSON demands. .NET's own relaxed encoder still escapes every character beyond the basic plane; providers send those as
/// four bytes of UTF-8, which are what a reader of split streams must be tested with.
/// </summary>
internal sealed class WireEncoder : JavaScriptEncoder
{
    /// <summary>The one instance.</summary>
    public static readonly WireEncoder Instance = new();

    private const int FirstBeyondBasicPlane = 0x10000;

    private WireEncoder()
    {
    }

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => UnsafeRelaxedJsonEscaping.MaxOutputCharactersPerInputCharacter;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar < FirstBeyondBasicPlane && UnsafeRelaxedJsonEscaping.WillEncode(unicodeScalar);

    /// <inheritdoc/>
    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        var passed = 0;
        while (System.Text.Rune.DecodeFromUtf16(rest, out var rune, out var length) == OperationStatus.Done && !WillEncode(rune.Value))
        {
            passed += length;
            rest = rest[length..];
        }

        return rest.IsEmpty ? -1 : passed;
    }

    /// <inheritdoc/>
    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        UnsafeRelaxedJsonEscaping.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
}
