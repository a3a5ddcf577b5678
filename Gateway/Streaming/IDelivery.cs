namespace LlmAspire.Gateway.Streaming;

/// <summary>What a <see cref="DeliveryStream"/> must know of the call whose answer it delivers.</summary>
internal interface IDelivery
{
    /// <summary>
    /// Looks at bytes that go on to the client and says from where on they must wait for <see cref="BeforeTerminalAsync"/>.
    /// </summary>
    /// <param name="chunk">The bytes, valid during the call.</param>
    /// <returns>Where the terminal event begins, or -1 when nothing must wait.</returns>
    int Look(ReadOnlySpan<byte> chunk);

    /// <summary>Whether what <see cref="Look"/> was shown so far ends the answer, as an SDK sees it.</summary>
    bool IsTerminal { get; }

    /// <summary>
    /// Whether what <see cref="Look"/> was shown so far has a part of the answer itself in it, not only a role or a ping.
    /// </summary>
    bool HasToken { get; }

    /// <summary>
    /// The answer is complete but for its terminal event: the last chance to do what the client may rely on. Bounded in time.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the work: a client that has left waits for nothing.</param>
    /// <returns>When the terminal event may go on.</returns>
    ValueTask BeforeTerminalAsync(CancellationToken cancellationToken);

    /// <summary>The stage before has ended in order.</summary>
    /// <exception cref="AnswerCutShortException">That was in the middle of the answer.</exception>
    void CheckEnd();

    /// <summary>The terminal event has been handed to the client's transport.</summary>
    void TerminalDelivered();

    /// <summary>The answer broke off.</summary>
    /// <param name="failure">How.</param>
    /// <param name="started">Whether a part of it has gone to the client.</param>
    /// <returns>What the client gets last.</returns>
    AnswerEnding Fail(Exception failure, bool started);
}
