using System.Diagnostics;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>The span <c>chat {model}</c>: the gateway as a client of the provider.</summary>
/// <remarks>What is added once is added without a look whether it is there: with thirty attributes, looking costs more than adding.</remarks>
internal static class ChatSpan
{
    /// <summary>Starts the span under the current one.</summary>
    /// <param name="api">The API.</param>
    /// <param name="view">The request.</param>
    /// <param name="target">Who serves it.</param>
    /// <returns>The span, or null when nobody listens.</returns>
    public static Activity? Start(Api api, RequestView view, in ModelTarget target)
    {
        if (!GatewayActivitySource.Source.HasListeners())
        {
            return null;
        }

        var address = target.Provider.Address;
        var tags = new ActivityTagsCollection
        {
            { Names.Attributes.OperationName, api.Operation },
            { Names.Attributes.ProviderName, target.Provider.Name },
            { Names.Attributes.RequestModel, view.Model },
            { Names.Attributes.RequestStream, view.IsStream },
            { Names.Attributes.ServerAddress, address.Host },
            { Names.Attributes.ServerPort, address.Port },
        };
        var span = GatewayActivitySource.Source.StartActivity(
            $"{api.Operation} {view.Model}".TrimEnd(), ActivityKind.Client, default(ActivityContext), tags);
        if (span is { IsAllDataRequested: true })
        {
            AddRequest(span, view, target);
        }

        return span;
    }

    /// <summary>Ends the span of a call that was refused before it reached a provider.</summary>
    /// <param name="span">The span; null when nobody listens.</param>
    /// <param name="reason">The error's code.</param>
    public static void Refuse(Activity? span, string reason)
    {
        span?.SetTag(Names.Attributes.ErrorType, reason);
        span?.SetStatus(ActivityStatusCode.Error);
        span?.Dispose();
    }

    /// <summary>Adds what was learnt and ends the span at the end of the answer, however late this is called.</summary>
    /// <param name="span">The span.</param>
    /// <param name="call">The call.</param>
    public static void Finish(Activity span, CallSummary call)
    {
        if (span.IsAllDataRequested)
        {
            AddResponse(span, call);
            AddUsage(span, call);
            AddTimes(span, call);
        }

        if (call.ErrorType is { } error)
        {
            span.SetTag(Names.Attributes.ErrorType, error);
            span.SetStatus(ActivityStatusCode.Error, call.Outcome.Word());
        }

        span.SetEndTime(span.StartTimeUtc + call.Duration);
        span.Dispose();
    }

    private static void AddRequest(Activity span, RequestView view, in ModelTarget target)
    {
        span.AddTag(Names.Attributes.PeerService, target.Provider.Name);
        span.AddTag(Names.Attributes.Provider, target.Provider.Name);
        span.AddTag(Names.Attributes.Model, target.Model);
        span.AddTag(Names.Attributes.IsStreaming, view.IsStream);
        Set(span, Names.Attributes.RequestTemperature, view.Temperature);
        Set(span, Names.Attributes.Temperature, view.Temperature);
        Set(span, Names.Attributes.RequestTopP, view.TopP);
        Set(span, Names.Attributes.RequestMaxTokens, view.MaxTokens);
        if (view.ToolNames() is { } tools)
        {
            span.AddTag(Names.Attributes.Tools, tools);
        }
    }

    private static void AddResponse(Activity span, CallSummary call)
    {
        var facts = call.Facts;
        if (call.ProviderStatus is { } status)
        {
            span.AddTag(Names.Attributes.HttpStatusCode, status);
        }

        span.SetTag(Names.Attributes.Model, call.ResolvedModel);
        span.AddTag(Names.Attributes.Outcome, call.Outcome.Word());
        span.AddTag(Names.Attributes.ResponseBytes, call.Bytes);
        span.AddTag(Names.Attributes.ResponseChunks, call.Chunks);
        if (call.DeliveredBytes != call.Bytes)
        {
            span.AddTag(Names.Attributes.DeliveredBytes, call.DeliveredBytes);
        }

        if (facts.Model is not null)
        {
            span.AddTag(Names.Attributes.ResponseModel, facts.Model);
        }

        if (facts.ResponseId is not null)
        {
            span.AddTag(Names.Attributes.ResponseId, facts.ResponseId);
        }

        if (facts.FinishReasons.Count > 0)
        {
            span.AddTag(Names.Attributes.ResponseFinishReasons, facts.FinishReasons.Select(reason => reason ?? "").ToArray());
        }
    }

    private static void AddUsage(Activity span, CallSummary call)
    {
        if (call.Facts.Usage is not { } usage)
        {
            return;
        }

        Set(span, Names.Attributes.UsageInputTokens, usage.AllInput);
        Set(span, Names.Attributes.UsageOutputTokens, usage.AllOutput);
        Set(span, Names.Attributes.UsageCacheReadInputTokens, usage.CachedInput);
        Set(span, Names.Attributes.UsageCacheCreationInputTokens, usage.CacheCreation);
        Set(span, Names.Attributes.UsageReasoningOutputTokens, usage.Reasoning);
        Set(span, Names.Attributes.UsagePromptTokens, usage.Input);
        Set(span, Names.Attributes.UsageCompletionTokens, usage.Output);
        Set(span, Names.Attributes.UsageTotalTokens, usage.Total);
        Set(span, Names.Attributes.UsageCachedInputTokens, usage.CachedInput);
        Set(span, Names.Attributes.UsageCacheCreationTokens, usage.CacheCreation);
        Set(span, Names.Attributes.UsageReasoningTokens, usage.Reasoning);
        if (call.Cost is { } cost)
        {
            Set(span, Names.Attributes.UsageInputCost, (double?)cost.Input);
            Set(span, Names.Attributes.UsageOutputCost, (double?)cost.Output);
            span.AddTag(Names.Attributes.UsageTotalCost, (double)cost.Total);
        }
    }

    private static void AddTimes(Activity span, CallSummary call)
    {
        span.AddTag(Names.Attributes.DurationMs, (long)call.Duration.TotalMilliseconds);
        Set(span, Names.Attributes.ResponseTimeToFirstChunk, call.TimeToFirstChunk?.TotalSeconds);
        if (call.TimeToFirstToken is not { } first)
        {
            return;
        }

        var milliseconds = Math.Round(first.TotalMilliseconds, 3);
        span.AddTag(Names.Attributes.TimeToFirstToken, milliseconds);
        span.AddEvent(new ActivityEvent(
            Names.Events.TimeToFirstToken,
            span.StartTimeUtc + first,
            new ActivityTagsCollection { { Names.Attributes.TimeToFirstToken, milliseconds } }));
    }

    private static void Set<T>(Activity span, string name, T? value)
        where T : struct
    {
        if (value is { } present)
        {
            span.AddTag(name, present);
        }
    }
}
