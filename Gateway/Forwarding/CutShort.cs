using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Tells whether an answer whose HTTP ended in order ended in its middle all the same.</summary>
internal static class CutShort
{
    // Of other dialects a last event or a reason for the end is not to be relied on.
    private static readonly Dialect[] Ending =
        [Dialect.OpenAiChat, Dialect.OpenAiCompletions, Dialect.OpenAiResponses, Dialect.AnthropicMessages, Dialect.Gemini];

    /// <summary>
    /// Whether a stream ended without a document (with no byte, or with comments only), or without a last event or a reason for its end though
    /// it had begun as an answer.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <returns>True when it did.</returns>
    public static bool IsStream(LlmCall call) =>
        CanTell(call) && call.Meter.Facts is { HasToken: true } or { ResponseId: not null } or { HasDocument: false }
        && call.Meter.Facts.FinishReasons.All(reason => reason is null);

    /// <summary>Whether a JSON answer is not whole.</summary>
    /// <param name="call">The call.</param>
    /// <returns>True when it is not.</returns>
    public static bool IsDocument(LlmCall call) => call.Api.HasText && CanTell(call);

    private static bool CanTell(LlmCall call) =>
        call.Observation is { CameToEnd: true, ObserverFailure: null } && call.Meter.Facts is { IsTerminal: false, ErrorType: null }
        && call.Api.AsksModel && Array.IndexOf(Ending, call.Meter.Dialect) >= 0;
}
