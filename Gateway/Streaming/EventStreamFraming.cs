using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Amazon's binary event stream. A message whose checksum is wrong is left out. Where no message begins, the next one is looked for; after
/// <see cref="MaxLostBytes"/> in vain the stream is given up.
/// </summary>
/// <remarks>
/// A message must be whole before it is trusted, so one that a chunk's border cuts is kept until then, up to <see cref="MaxHeldBytes"/>; a
/// longer one, which no metadata is, is passed over. The payload of a <c>chunk</c> event is base64 inside JSON.
/// </remarks>
internal sealed class EventStreamFraming : IFraming
{
    /// <summary>The longest message that is kept.</summary>
    public const int MaxHeldBytes = 1024 * 1024;

    /// <summary>How far the next message is looked for.</summary>
    public const int MaxLostBytes = 1024 * 1024;

    private readonly DocumentReader _documents;
    private byte[] _held = new byte[1024];
    private byte[] _decoded = [];
    private int _heldLength;
    private int _frameLength;
    private long _skip;
    private int _lost;

    /// <summary>Hands its documents to <paramref name="documents"/>.</summary>
    /// <param name="documents">Who reads them.</param>
    public EventStreamFraming(DocumentReader documents) => _documents = documents;

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        var wasTerminal = _documents.Sink.IsTerminal;
        var terminalAt = -1;
        for (var at = 0; at < chunk.Length;)
        {
            var start = at;
            at += Step(chunk[at..]);
            if (!wasTerminal && _documents.Sink.IsTerminal)
            {
                wasTerminal = true;
                terminalAt = start;
            }
        }

        return terminalAt;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // A message that is not whole cannot be trusted.
    }

    private int Step(ReadOnlySpan<byte> rest)
    {
        if (_skip > 0 || _lost > MaxLostBytes)
        {
            var passed = _lost > MaxLostBytes ? rest.Length : (int)Math.Min(_skip, rest.Length);
            _skip -= Math.Min(_skip, passed);
            return passed;
        }

        if (_heldLength > 0)
        {
            return Hold(rest);
        }

        if (rest.Length >= EventStreamFrame.PreludeBytes)
        {
            if (!EventStreamFrame.TryReadPrelude(rest, out var length))
            {
                _lost++;
                return 1;
            }

            if (length <= rest.Length && length <= MaxHeldBytes)
            {
                _lost = 0;
                Read(rest[..length]);
                return length;
            }
        }

        return Hold(rest);
    }

    /// <summary>Keeps a cut message until it is whole.</summary>
    private int Hold(ReadOnlySpan<byte> rest)
    {
        var wanted = (_frameLength > 0 ? _frameLength : EventStreamFrame.PreludeBytes) - _heldLength;
        var used = Math.Min(wanted, rest.Length);
        if (_heldLength + used > _held.Length)
        {
            Array.Resize(ref _held, Math.Max(_frameLength, 2 * _held.Length));
        }

        rest[..used].CopyTo(_held.AsSpan(_heldLength));
        _heldLength += used;
        if (used < wanted)
        {
            return used;
        }

        if (_frameLength > 0)
        {
            Read(_held.AsSpan(0, _frameLength));
            _heldLength = _frameLength = 0;
        }
        else if (EventStreamFrame.TryReadPrelude(_held, out _frameLength))
        {
            _lost = 0;
            if (_frameLength > MaxHeldBytes)
            {
                _skip = _frameLength - _heldLength;
                _heldLength = _frameLength = 0;
            }
        }
        else
        {
            _lost++;
            _frameLength = 0;
            _held.AsSpan(1, --_heldLength).CopyTo(_held);
        }

        return used;
    }

    private void Read(ReadOnlySpan<byte> message)
    {
        if (!EventStreamFrame.TryRead(message, out var frame))
        {
            return;
        }

        var exception = frame.Header(":exception-type"u8);
        var error = frame.Header(":error-code"u8);
        if (exception.Length > 0 || error.Length > 0)
        {
            _documents.Sink.Failure(exception.Length > 0 ? exception : error, frame.Header(":error-message"u8));
        }

        var document = frame.Header(":event-type"u8).SequenceEqual("chunk"u8) ? Decode(frame.Payload) : frame.Payload;
        if (document.Length > 0 && _documents.Sink.Wants(document))
        {
            _documents.Read(document);
        }
    }

    /// <summary>The document inside <c>{"bytes":"base64",...}</c>; the payload itself when it is not so.</summary>
    private ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload);
        try
        {
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isBytes = json.ValueTextEquals("bytes"u8);
                json.Read();
                if (isBytes && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped)
                {
                    return DecodeBase64(json.ValueSpan);
                }

                json.Skip();
            }
        }
        catch (JsonException)
        {
            return default;
        }

        return payload;
    }

    private ReadOnlySpan<byte> DecodeBase64(ReadOnlySpan<byte> text)
    {
        if (_decoded.Length < Base64.GetMaxDecodedFromUtf8Length(text.Length))
        {
            _decoded = new byte[Math.Max(1024, 2 * text.Length)];
        }

        return Base64.DecodeFromUtf8(text, _decoded, out _, out var written) == OperationStatus.Done ? _decoded.AsSpan(0, written) : default;
    }
}
