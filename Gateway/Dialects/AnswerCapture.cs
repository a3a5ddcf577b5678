using System.Buffers;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Keeps an answer as one JSON object where it comes as one: the whole body, or the response object of a Responses stream's last event;
/// and of an Anthropic stream the thinking. What is longer than the limit is not kept. One per answer; reads only the few events that matter.
/// </summary>
internal sealed class AnswerCapture : IWireSink
{
    private const int TypeSlot = 1;
    private const int ResponseSlot = 2;

    private static readonly JsonPlace Root = new JsonPlace()
        .With("type"u8, new JsonPlace(TypeSlot))
        .With("response"u8, new JsonPlace(ResponseSlot, raw: true));

    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly WireReader? _wire;
    private readonly ThinkingCapture? _thinking;
    private readonly int _maxBytes;
    private bool _isBegun;
    private bool _isBody;
    private bool _isLast;
    private bool _isTooLong;

    /// <summary>Keeps an answer of <paramref name="api"/>.</summary>
    /// <param name="api">The API.</param>
    /// <param name="maxBytes">The most bytes that are kept.</param>
    public AnswerCapture(Api api, int maxBytes)
    {
        _maxBytes = maxBytes;
        _thinking = api == Api.Messages ? new ThinkingCapture(maxBytes) : null;
        _wire = api == Api.Responses ? new WireReader(Root, this) : _thinking is not null ? new WireReader(ThinkingCapture.Map, _thinking) : null;
    }

    /// <summary>The object; empty when there is none, it is not complete, or it is too long. Valid until more is fed.</summary>
    public ReadOnlyMemory<byte> Json => _isTooLong || !(_isBody || IsTerminal) ? default : _json.WrittenMemory;

    /// <summary>The thinking blocks of a stream, each one JSON object.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Thinking => _thinking?.Blocks() ?? [];

    /// <inheritdoc/>
    public bool IsTerminal { get; private set; }

    /// <summary>Reads the next bytes that go to the client.</summary>
    /// <param name="chunk">The bytes.</param>
    public void Feed(ReadOnlySpan<byte> chunk)
    {
        if (!_isBegun && chunk.TrimStart(" \t\r\n"u8) is { IsEmpty: false } body)
        {
            _isBegun = true;
            _isBody = body[0] == '{';
        }

        if (_isBody)
        {
            Keep(chunk);
        }
        else
        {
            _wire?.Feed(chunk);
        }
    }

    /// <inheritdoc/>
    public bool Wants(ReadOnlySpan<byte> json) => !IsTerminal && json.IndexOf("\"response\""u8) >= 0;

    /// <inheritdoc/>
    public bool CanRepeat(ReadOnlySpan<byte> json, int textLength) => false;

    /// <inheritdoc/>
    public void Repeat(ReadOnlySpan<byte> text)
    {
    }

    /// <inheritdoc/>
    public void BeginDocument(bool streamed)
    {
        if (!IsTerminal)
        {
            _isLast = false;
            _isTooLong = false;
            _json.ResetWrittenCount();
        }
    }

    /// <inheritdoc/>
    public void EndDocument(bool whole) => IsTerminal |= whole && _isLast;

    /// <inheritdoc/>
    public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw) =>
        _isLast |= slot == TypeSlot && (raw.SequenceEqual("response.completed"u8) || raw.SequenceEqual("response.incomplete"u8)
            || raw.SequenceEqual("response.failed"u8));

    /// <inheritdoc/>
    public void Text(int slot, ReadOnlySpan<byte> raw)
    {
        if (!IsTerminal)
        {
            Keep(raw);
        }
    }

    /// <inheritdoc/>
    public void Sentinel()
    {
    }

    /// <inheritdoc/>
    public void Failure(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message)
    {
    }

    /// <inheritdoc/>
    public void EndText(int slot)
    {
    }

    /// <inheritdoc/>
    public void Enter(int slot, int position)
    {
    }

    /// <inheritdoc/>
    public void Leave(int slot)
    {
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        _isTooLong |= _json.WrittenCount + part.Length > _maxBytes;
        if (!_isTooLong)
        {
            _json.Write(part);
        }
    }
}
