using System.Diagnostics;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>
/// Puts message content onto the call's span, only where <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT</c> is true: what the client
/// asked and what it got, behind the filters. Each message is capped, so that the attribute stays valid JSON.
/// </summary>
/// <remarks>Clients send what they like: content that cannot be shown is left out, and the call goes on.</remarks>
internal sealed partial class ContentCapture
{
    private const string Switch = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
    private const int PreviewCharacters = 50;

    private readonly ILogger<ContentCapture> _logger;

    /// <summary>Reads the switch.</summary>
    /// <param name="configuration">The gateway's configuration.</param>
    /// <param name="logger">The log.</param>
    public ContentCapture(IConfiguration configuration, ILogger<ContentCapture> logger)
    {
        _logger = logger;
        IsOn = bool.TryParse(configuration[Switch], out var on) && on;
    }

    /// <summary>Whether content is captured.</summary>
    public bool IsOn { get; }

    /// <summary>Adds what the provider is asked.</summary>
    /// <param name="span">The call's span.</param>
    /// <param name="view">The request.</param>
    /// <param name="merged">Its items with a conversation's earlier ones; null when it belongs to none.</param>
    public void AddRequest(Activity span, RequestView view, IEnumerable<ReadOnlyMemory<byte>>? merged)
    {
        try
        {
            WriteRequest(span, view, merged);
        }
        catch (Exception failure)
        {
            Log.NotShown(_logger, failure.GetType().Name);
        }
    }

    /// <summary>Adds what the client got.</summary>
    /// <param name="span">The call's span.</param>
    /// <param name="answer">The answer.</param>
    public void AddAnswer(Activity span, DeliveredAnswer answer)
    {
        try
        {
            span.SetTag(Names.Attributes.OutputMessages, GenAiMessages.Output(answer));
        }
        catch (Exception failure)
        {
            Log.NotShown(_logger, failure.GetType().Name);
        }
    }

    private static void WriteRequest(Activity span, RequestView view, IEnumerable<ReadOnlyMemory<byte>>? merged)
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

    private static string Preview(string text) =>
        text.Length <= PreviewCharacters ? text : string.Concat(text.AsSpan(0, PreviewCharacters), "...");

    // Only the kind of the failure: its message may quote what could not be read.
    private static partial class Log
    {
        [LoggerMessage(EventId = 110, Level = LogLevel.Warning, Message = "The content of a call cannot be shown on its span ({Failure}); the call is not affected")]
        public static partial void NotShown(ILogger logger, string failure);
    }
}
