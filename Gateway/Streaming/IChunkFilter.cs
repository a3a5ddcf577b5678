namespace LlmAspire.Gateway.Streaming;

/// <summary>Changes an answer chunk by chunk.</summary>
internal interface IChunkFilter
{
    /// <summary>What goes on instead of a chunk.</summary>
    /// <param name="chunk">The chunk; valid until the returned task has completed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The bytes that go on, possibly <paramref name="chunk"/> itself; valid until the next call.</returns>
    /// <exception cref="FilterStopException">Nothing more may go on.</exception>
    ValueTask<ReadOnlyMemory<byte>> ApplyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken);

    /// <summary>The answer cannot be filtered at all (it is too long to be held whole).</summary>
    /// <exception cref="FilterStopException">Nothing more may go on; otherwise the answer goes on as it is.</exception>
    void GiveUp();
}
