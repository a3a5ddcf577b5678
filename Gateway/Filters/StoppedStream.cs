using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters;

/// <summary>Stands for a stage that lets nothing through.</summary>
internal sealed class StoppedStream : ReadOnlyStream
{
    private readonly Stream _source;
    private readonly FilterStopException _failure;

    /// <summary>Lets nothing of <paramref name="source"/> through, which it owns.</summary>
    /// <param name="source">The stage before.</param>
    /// <param name="failure">Why.</param>
    public StoppedStream(Stream source, FilterStopException failure)
    {
        _source = source;
        _failure = failure;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<int>(_failure);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }
}
