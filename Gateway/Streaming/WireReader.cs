namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Finds the JSON documents in an answer that is pushed at it in chunks of any size, whatever they are laid into: server-sent events, one
/// JSON document, several on end or in an array, or Amazon's binary event stream. The body says which it is.
/// </summary>
/// <remarks>Not thread-safe. Holds nothing of the body but a cut name, scalar or binary frame; allocates nothing per event.</remarks>
internal sealed class WireReader
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly DocumentReader _documents;
    private readonly byte[] _head = new byte[EventStreamFrame.PreludeBytes];
    private IFraming? _framing;
    private int _headLength;
    private int _markBytes;

    /// <summary>Reads for <paramref name="sink"/>.</summary>
    /// <param name="root">The map of what it wants.</param>
    /// <param name="sink">Who is told.</param>
    public WireReader(JsonPlace root, IWireSink sink) => _documents = new DocumentReader(root, sink);

    /// <summary>Whether the answer says that it is a binary event stream; without its word, the body proves it by a checksum.</summary>
    public bool IsBinary { get; set; }

    /// <summary>Starts anew, at the beginning of a body, for another sink.</summary>
    /// <param name="root">The map of what it wants.</param>
    /// <param name="sink">Who is told.</param>
    public void Restart(JsonPlace root, IWireSink sink)
    {
        _documents.Retarget(root, sink);
        _framing = null;
        _headLength = 0;
        _markBytes = 0;
    }

    /// <summary>Reads the next chunk.</summary>
    /// <param name="chunk">The bytes.</param>
    /// <returns>
    /// Where in this chunk the line (in JSON the byte, in a binary stream the frame) begins that completed the terminal event, or -1 when it
    /// was not completed by this chunk: whoever must hold the terminal event back holds from there.
    /// </returns>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        var at = 0;
        while (_framing is null && at < chunk.Length)
        {
            at += Sniff(chunk[at..]);
        }

        if (_framing is null || at == chunk.Length)
        {
            return -1;
        }

        var terminal = _framing.Feed(chunk[at..]);
        return terminal < 0 ? -1 : at + terminal;
    }

    /// <summary>The answer has ended; an event without its blank line is taken as far as it came.</summary>
    public void Complete()
    {
        if (_framing is null && _headLength > 0)
        {
            Begin(new SseFraming(_documents));
        }

        _framing?.Complete();
    }

    /// <summary>Looks at the first byte that says something.</summary>
    private int Sniff(ReadOnlySpan<byte> rest)
    {
        var first = rest[0];
        if (IsBinary && first != '{')
        {
            Begin(new EventStreamFraming(_documents));
            return 0;
        }

        if (_headLength > 0 || first == 0)
        {
            return SniffBinary(rest);
        }

        if (_markBytes < ByteOrderMark.Length && first == ByteOrderMark[_markBytes])
        {
            _markBytes++;
            return 1;
        }

        if (first is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            return 1;
        }

        Begin(first is (byte)'{' or (byte)'[' ? new JsonFraming(_documents) : new SseFraming(_documents));
        return 0;
    }

    /// <summary>A binary stream begins with a length, whose first byte is 0, and proves itself by a checksum.</summary>
    private int SniffBinary(ReadOnlySpan<byte> rest)
    {
        var used = Math.Min(rest.Length, _head.Length - _headLength);
        rest[..used].CopyTo(_head.AsSpan(_headLength));
        _headLength += used;
        if (_headLength == _head.Length)
        {
            Begin(EventStreamFrame.TryReadPrelude(_head, out _) ? new EventStreamFraming(_documents) : new SseFraming(_documents));
        }

        return used;
    }

    private void Begin(IFraming framing)
    {
        _framing = framing;
        framing.Feed(_head.AsSpan(0, _headLength));
        _headLength = 0;
    }
}
