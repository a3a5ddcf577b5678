using System.Diagnostics;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>
/// Puts message content onto the call's span, only where <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c> is true: what the client
/// asked and what it got, behind the filters. Each message is capped, so that the attribute stays valid JSON.
/// </summary>
internal sealed class ContentCapture
{
    private const string Switch = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
    private const int PreviewCharacters = 50;

    /// <summary>Reads the switch.</summary>
    /// <param name="configuration">The gateway's configuration.</param>
    public ContentCapture(IConfiguration configuration) =>
        IsOn = bool.TryParse(configuration[Switch], out var on) && on;

    /// <summary>Whether content is captured.</summary>
    public bool IsOn { get; }

    /// <summary>Adds what the provider is asked.</summary>
    /// <param name="span">The call's span.</param>
    /// <param name="view">The request.</param>
    /// <param name="merged">Its items with a conversation's earlier ones; null when it belongs to none.</param>
    public static void AddRequest(Activity span, RequestView view, IEnumerable<ReadOnlyMemory<byte>>? merged)
    {
        var messages = merged ?? view.Items.Select(item => item.Raw);
        var input = GenAiMessages.Input(messages, merged is null ? view.InputText : default, out var lastUserText);
        span.SetTag(Names.Attributes.InputMessages, input);
        if (lastUserText is not null)
        {
            span.SetTag(Names.Attributes.UserMessagePreview, Preview(lastUserText));
        }

        if (!view.Instructions.IsEmpty)
        {
            span.SetTag(Names.Attributes.SystemInstructions, GenAiMessages.Instructions(view.Instructions));
        }

        if (!view.Tools.IsEmpty)
        {
            span.SetTag(Names.Attributes.ToolDefinitions, GenAiMessages.Tools(view.Tools));
        }
    }

    /// <summary>Adds what the client got.</summary>
    /// <param name="span">The call's span.</param>
    /// <param name="answer">The answer.</param>
    public static void AddAnswer(Activity span, DeliveredAnswer answer) =>
        span.SetTag(Names.Attributes.OutputMessages, GenAiMessages.Output(answer));

    private static string Preview(string text) =>
        text.Length <= PreviewCharacters ? text : string.Concat(text.AsSpan(0, PreviewCharacters), "...");
}
