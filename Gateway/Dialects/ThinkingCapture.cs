using System.Buffers;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Keeps the thinking blocks of a streamed Anthropic answer with their signatures: the API refuses a tool's result when the thinking before
/// the call does not come back as it was. One per answer; reads only the events that can be part of such a block.
/// </summary>
internal sealed class ThinkingCapture : IWireSink
{
    private const int BlockSlot = 1;
    private const int TypeSlot = 2;
    private const int ThinkingSlot = 3;
    private const int SignatureSlot = 4;
    private const int DataSlot = 5;

    private readonly List<Block> _blocks = [];
    private readonly int _maxBytes;
    private bool _isStart;
    private int _length;

    /// <summary>Keeps at most <paramref name="maxBytes"/>.</summary>
    /// <param name="maxBytes">The most bytes of all blocks.</param>
    public ThinkingCapture(int maxBytes) => _maxBytes = maxBytes;

    /// <summary>What is looked for.</summary>
    public static JsonPlace Map { get; } = new JsonPlace()
        .With("content_block"u8, Parts(new JsonPlace(BlockSlot).With("type"u8, new JsonPlace(TypeSlot))))
        .With("delta"u8, Parts(new JsonPlace()));

    /// <inheritdoc/>
    public bool IsTerminal => false;

    /// <summary>The blocks in order, each one JSON object; none when they are too long to keep.</summary>
    /// <returns>UTF-8 JSON.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Blocks() => _length > _maxBytes ? [] : [.. _blocks.Select(block => block.ToJson())];

    /// <inheritdoc/>
    public bool Wants(ReadOnlySpan<byte> json) => json.IndexOf("thinking"u8) >= 0 || json.IndexOf("\"signature"u8) >= 0;

    /// <inheritdoc/>
    public bool CanRepeat(ReadOnlySpan<byte> json, int textLength) => false;

    /// <inheritdoc/>
    public void Repeat(ReadOnlySpan<byte> text)
    {
    }

    /// <inheritdoc/>
    public void BeginDocument(bool streamed) => _isStart = false;

    /// <inheritdoc/>
    public void EndDocument(bool whole)
    {
        // A block of another type was opened only to find out what it is.
        if (_isStart && _blocks[^1].Type.Length == 0)
        {
            _blocks.RemoveAt(_blocks.Count - 1);
        }
    }

    /// <inheritdoc/>
    public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (slot == TypeSlot && _isStart)
        {
            _blocks[^1].Type = raw.SequenceEqual("thinking"u8) ? "thinking" : raw.SequenceEqual("redacted_thinking"u8) ? "redacted_thinking" : "";
        }
    }

    /// <inheritdoc/>
    public void Text(int slot, ReadOnlySpan<byte> raw)
    {
        _length += raw.Length;
        if (_blocks.Count > 0 && _length <= _maxBytes)
        {
            _blocks[^1].Append(slot, raw);
        }
    }

    /// <inheritdoc/>
    public void Enter(int slot, int position)
    {
        _isStart = true;
        _blocks.Add(new Block());
    }

    /// <inheritdoc/>
    public void Leave(int slot)
    {
    }

    /// <inheritdoc/>
    public void EndText(int slot)
    {
    }

    /// <inheritdoc/>
    public void Sentinel()
    {
    }

    /// <inheritdoc/>
    public void Failure(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message)
    {
    }

    private static JsonPlace Parts(JsonPlace place) => place
        .With("thinking"u8, new JsonPlace(ThinkingSlot, text: true))
        .With("signature"u8, new JsonPlace(SignatureSlot, text: true))
        .With("data"u8, new JsonPlace(DataSlot, text: true));

    /// <summary>One block; its texts are kept as they stand on the wire, escapes included.</summary>
    private sealed class Block
    {
        private readonly ArrayBufferWriter<byte> _thinking = new();
        private readonly ArrayBufferWriter<byte> _signature = new();
        private readonly ArrayBufferWriter<byte> _data = new();

        public string Type { get; set; } = "";

        public void Append(int slot, ReadOnlySpan<byte> raw) =>
            (slot == ThinkingSlot ? _thinking : slot == SignatureSlot ? _signature : _data).Write(raw);

        public ReadOnlyMemory<byte> ToJson() => Type == "thinking"
            ? (byte[])[
                .. "{\"type\":\"thinking\",\"thinking\":\""u8, .. _thinking.WrittenSpan,
                .. "\",\"signature\":\""u8, .. _signature.WrittenSpan, .. "\"}"u8]
            : [.. "{\"type\":\"redacted_thinking\",\"data\":\""u8, .. _data.WrittenSpan, .. "\"}"u8];
    }
}
