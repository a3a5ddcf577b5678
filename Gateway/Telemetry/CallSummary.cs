using LlmAspire.Gateway.Costs;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>What a finished call was, as the span, the metrics and the log line tell it. Nothing in it is content.</summary>
internal sealed class CallSummary
{
    /// <summary>The API that was called.</summary>
    public required Api Api { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The model that the client asked for.</summary>
    public required string RequestModel { get; init; }

    /// <summary>The model's name at the provider.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>Whether the client asked for a stream.</summary>
    public required bool IsStream { get; init; }

    /// <summary>What the observer learnt.</summary>
    public required ResponseFacts Facts { get; init; }

    /// <summary>What it cost; null when the model has no price, or nothing was counted.</summary>
    public required CallCost? Cost { get; init; }

    /// <summary>How it ended.</summary>
    public required CallOutcome Outcome { get; init; }

    /// <summary>The status that the client got.</summary>
    public required int Status { get; init; }

    /// <summary>The status of the provider's answer; null when it sent none.</summary>
    public required int? ProviderStatus { get; init; }

    /// <summary>The low-cardinality name of what went wrong, null when nothing did.</summary>
    public required string? ErrorType { get; init; }

    /// <summary>From the request's sending to the answer's end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>From the request's sending to the first byte of a stream; null for other answers.</summary>
    public required TimeSpan? TimeToFirstChunk { get; init; }

    /// <summary>From the request's sending to the first chunk with a part of the answer in it; null for other answers than streams.</summary>
    public required TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>The same as the client sees it, behind the filters.</summary>
    public required TimeSpan? DeliveredTimeToFirstToken { get; init; }

    /// <summary>The gateway's own share of the time before the first byte.</summary>
    public required TimeSpan? Overhead { get; init; }

    /// <summary>Bytes of the answer as the provider sent it.</summary>
    public required long Bytes { get; init; }

    /// <summary>Chunks of the answer as the provider sent it.</summary>
    public required long Chunks { get; init; }

    /// <summary>Bytes that went on to the client.</summary>
    public required long DeliveredBytes { get; init; }

    /// <summary>The model that answered, or the one that was asked for while the provider has not said.</summary>
    public string ResolvedModel => Facts.Model ?? UpstreamModel;
}
