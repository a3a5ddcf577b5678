using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Costs;
using LlmAspire.Gateway.Filters;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Signals;
using LlmAspire.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>What every call uses.</summary>
internal sealed class CallServices
{
    /// <summary>Collects the parts.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="options">The limits.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="log">The log.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="conversations">The conversations.</param>
    /// <param name="content">The switch for message content.</param>
    /// <param name="prices">What models cost.</param>
    /// <param name="signals">The calls that wait for their analysis.</param>
    /// <param name="gatewayEnd">Knows whether the gateway ends.</param>
    public CallServices(
        TimeProvider time,
        IOptions<GatewayOptions> options,
        GatewayMetrics metrics,
        CallLog log,
        FilterPipeline filters,
        ConversationOpener conversations,
        ContentCapture content,
        PriceTable prices,
        AnalysisQueue signals,
        GatewayEnd gatewayEnd)
    {
        Time = time;
        Options = options.Value;
        Metrics = metrics;
        Log = log;
        Filters = filters;
        Conversations = conversations;
        Content = content;
        Prices = prices;
        Signals = signals;
        GatewayEnd = gatewayEnd;
    }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>The limits.</summary>
    public GatewayOptions Options { get; }

    /// <summary>The instruments.</summary>
    public GatewayMetrics Metrics { get; }

    /// <summary>The log.</summary>
    public CallLog Log { get; }

    /// <summary>The filters.</summary>
    public FilterPipeline Filters { get; }

    /// <summary>The conversations.</summary>
    public ConversationOpener Conversations { get; }

    /// <summary>The switch for message content.</summary>
    public ContentCapture Content { get; }

    /// <summary>What models cost.</summary>
    public PriceTable Prices { get; }

    /// <summary>The calls that wait for their analysis.</summary>
    public AnalysisQueue Signals { get; }

    /// <summary>Knows whether the gateway ends.</summary>
    public GatewayEnd GatewayEnd { get; }
}
