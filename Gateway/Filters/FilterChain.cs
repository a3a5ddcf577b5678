using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters;

/// <summary>The filters of one answer, one after the other in the order of the configuration.</summary>
internal sealed class FilterChain : IChunkFilter
{
    private readonly FilterSession[] _sessions;

    /// <summary>Runs <paramref name="sessions"/> in order.</summary>
    /// <param name="sessions">One per filter.</param>
    public FilterChain(FilterSession[] sessions) => _sessions = sessions;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ApplyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        foreach (var session in _sessions)
        {
            if (chunk.IsEmpty)
            {
                break;
            }

            chunk = await session.ApplyAsync(chunk, cancellationToken);
        }

        return chunk;
    }

    /// <inheritdoc/>
    public void GiveUp()
    {
        foreach (var session in _sessions)
        {
            session.Fail();
        }
    }

    /// <summary>Ends the filters' spans and counts their verdicts, once the answer has ended.</summary>
    public void Finish()
    {
        foreach (var session in _sessions)
        {
            session.Finish();
        }
    }
}
