using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Usage;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Observes one answer: it learns the facts and, where asked, the content, in the dialect that the answer itself is in; the one expected
/// counts where the answer does not say.
/// </summary>
/// <remarks>
/// Until the dialect is told, at most <see cref="MaxProbeBytes"/> are kept and then read from the beginning, so that any split of the bytes
/// comes to the same. Not thread-safe.
/// </remarks>
internal sealed class DialectMeter : IAnswerObserver
{
    /// <summary>How far into an answer its dialect may tell itself.</summary>
    public const int MaxProbeBytes = 4096;

    private const int ProbeStep = 128;

    private readonly Dialect _expected;
    private readonly WireReader _wire;
    private DialectProbe? _probe;
    private byte[] _head = [];
    private int _headLength;
    private int _probed;
    private TokenUsage? _headerUsage;
    private bool _isSuccess = true;

    /// <summary>Observes an answer.</summary>
    /// <param name="expected">The dialect that the request's path and provider make expect.</param>
    /// <param name="content">Where the content goes; null when only metering is asked for.</param>
    public DialectMeter(Dialect expected, AnswerContent? content = null)
    {
        _expected = expected;
        Content = content;
        _probe = new DialectProbe();
        _wire = new WireReader(DialectProbe.Map, _probe);
        Dialect = expected;
    }

    /// <summary>The dialect, as far as it is known.</summary>
    public Dialect Dialect { get; private set; }

    /// <summary>What has been learnt.</summary>
    public ResponseFacts Facts { get; } = new();

    /// <summary>Where the content goes, null when only metering is asked for; to be set before the first byte.</summary>
    public AnswerContent? Content { get; set; }

    /// <summary>Takes what stands above the body; to be told before its first byte, where it is known.</summary>
    /// <param name="status">The HTTP status; of an answer that is not 2xx only the error is read.</param>
    /// <param name="mediaType">The media type, without parameters.</param>
    /// <param name="header">The value of a header, null when there is none; asked during the call only.</param>
    public void ReadHead(int status, string? mediaType, Func<string, string?> header)
    {
        _isSuccess = status is >= 200 and < 300;
        _wire.IsBinary = string.Equals(mediaType, "application/vnd.amazon.eventstream", StringComparison.OrdinalIgnoreCase);
        _headerUsage = _expected.HasUsageHeaders && _isSuccess ? BedrockHeaders.Read(header) : null;
    }

    /// <inheritdoc/>
    public bool IsTerminal => Facts.IsTerminal;

    /// <inheritdoc/>
    public bool HasToken => Facts.HasToken;

    /// <inheritdoc/>
    public int Feed(ReadOnlySpan<byte> chunk)
    {
        if (_probe is null)
        {
            return _wire.Feed(chunk);
        }

        var before = _headLength;
        if (!Probe(chunk))
        {
            return -1;
        }

        var terminal = -1;
        if (before > 0)
        {
            terminal = _wire.Feed(_head.AsSpan(0, before)) < 0 ? -1 : 0;
            _head = [];
        }

        var here = _wire.Feed(chunk);
        return terminal >= 0 ? terminal : here;
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (_probe is not null)
        {
            Begin(_expected);
            _wire.Feed(_head.AsSpan(0, _headLength));
        }

        _wire.Complete();
        Facts.Usage ??= _headerUsage;
    }

    /// <summary>Looks for the dialect; what comes while it is not told is kept.</summary>
    /// <returns>Whether the reading can begin.</returns>
    private bool Probe(ReadOnlySpan<byte> chunk)
    {
        for (var at = 0; at < chunk.Length && _probed < MaxProbeBytes && _probe!.Found is null;)
        {
            var count = Math.Min(Math.Min(ProbeStep, MaxProbeBytes - _probed), chunk.Length - at);
            _wire.Feed(chunk.Slice(at, count));
            _probed += count;
            at += count;
        }

        if (_probe!.Found is not null || _probed == MaxProbeBytes)
        {
            Begin(_probe.Found ?? _expected);
            return true;
        }

        if (_headLength + chunk.Length > _head.Length)
        {
            Array.Resize(ref _head, Math.Min(MaxProbeBytes, Math.Max(512, 2 * (_headLength + chunk.Length))));
        }

        chunk.CopyTo(_head.AsSpan(_headLength));
        _headLength += chunk.Length;
        return false;
    }

    private void Begin(Dialect dialect)
    {
        _probe = null;
        Dialect = dialect;
        var reader = dialect.NewReader();
        reader.Attach(Facts, Content, _isSuccess);
        _wire.Restart(reader.Map, reader);
    }
}
