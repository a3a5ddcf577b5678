namespace LlmAspire.Gateway.Streaming;

/// <summary>How a call ended; each call has exactly one.</summary>
internal enum CallOutcome
{
    /// <summary>The terminal event, or the end of the answer, reached the client's transport.</summary>
    Completed,

    /// <summary>The provider could not be reached.</summary>
    ConnectFailed,

    /// <summary>The provider answered with a status other than 2xx, which was passed on.</summary>
    UpstreamStatus,

    /// <summary>The provider broke off, or sent an error within its answer.</summary>
    UpstreamFailed,

    /// <summary>The provider was silent too long.</summary>
    UpstreamTimeout,

    /// <summary>A filter said that nothing more may go on.</summary>
    FilterBlocked,

    /// <summary>A filter that must not be passed by failed.</summary>
    FilterFailed,

    /// <summary>The client left before the end.</summary>
    ClientGone,

    /// <summary>
    /// The gateway itself failed: a mistake of ours, logged with its exception; or it was told to stop and broke the call off.
    /// </summary>
    GatewayFailed,
}
