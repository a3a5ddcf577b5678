using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Signals;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>How a call comes to its analysis, once the client has its end.</summary>
internal static class AnalyzedCall
{
    private static readonly Api[] Conversing = [Api.Chat, Api.Responses, Api.Messages];

    /// <summary>Whether a call's answer is to be read for the analysis.</summary>
    /// <param name="call">The call.</param>
    /// <param name="queue">Where it would go.</param>
    public static bool Concerns(LlmCall call, AnalysisQueue queue) => queue.IsOn && Array.IndexOf(Conversing, call.Api) >= 0;

    /// <summary>Hands a call over, when it is to be analyzed: a copy of its messages, its answer, and its span to be ended.</summary>
    /// <param name="call">The call, its request's body still there.</param>
    /// <param name="queue">Where it goes.</param>
    /// <param name="summary">How it went.</param>
    /// <returns>Whether the span will be ended there.</returns>
    public static bool TryHandOver(LlmCall call, AnalysisQueue queue, CallSummary summary)
    {
        if (!Concerns(call, queue) || summary.Status is < 200 or > 299)
        {
            return false;
        }

        var parts = PartsOf(call);
        var length = parts.Sum(static part => (long)part.Length);
        if (!queue.Takes(length))
        {
            return false;
        }

        var messages = new byte[length];
        var at = 0;
        foreach (var part in parts)
        {
            part.Span.CopyTo(messages.AsSpan(at));
            at += part.Length;
        }

        return queue.TryAdd(new AnalysisJob(messages, call.Answer.Delivered, call.Span, summary, call.Turn?.Key));
    }

    private static List<ReadOnlyMemory<byte>> PartsOf(LlmCall call)
    {
        if (call.Merged is not { EarlierItems: > 0 } merged)
        {
            return !call.View.Messages.IsEmpty ? [call.View.Messages] : ["["u8.ToArray(), call.View.InputText, "]"u8.ToArray()];
        }

        var parts = new List<ReadOnlyMemory<byte>>();
        ReadOnlyMemory<byte> separator = "["u8.ToArray();
        ReadOnlyMemory<byte> comma = ","u8.ToArray();
        foreach (var message in merged.Messages())
        {
            parts.Add(separator);
            parts.Add(message);
            separator = comma;
        }

        parts.Add("]"u8.ToArray());
        return parts;
    }
}
