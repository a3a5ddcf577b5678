namespace LlmAspire.Gateway.Streaming;

/// <summary>The words for outcomes in telemetry.</summary>
internal static class CallOutcomeExtensions
{
    /// <summary>The outcome's word.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>A word in snake case.</returns>
    public static string Word(this CallOutcome outcome) => outcome switch
    {
        CallOutcome.Completed => "completed",
        CallOutcome.ConnectFailed => "connect_failed",
        CallOutcome.UpstreamStatus => "upstream_status",
        CallOutcome.UpstreamFailed => "upstream_failed",
        CallOutcome.UpstreamTimeout => "upstream_timeout",
        CallOutcome.FilterBlocked => "filter_blocked",
        CallOutcome.FilterFailed => "filter_failed",
        CallOutcome.ClientGone => "client_gone",
        _ => "gateway_failed",
    };

    /// <summary>The reference's error class of the outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>One of none, connect, timeout, stream, other.</returns>
    public static string ErrorClass(this CallOutcome outcome) => outcome switch
    {
        CallOutcome.ConnectFailed => "connect",
        CallOutcome.UpstreamTimeout => "timeout",
        CallOutcome.UpstreamFailed => "stream",
        CallOutcome.ClientGone or CallOutcome.GatewayFailed => "other",
        _ => "none",
    };
}
