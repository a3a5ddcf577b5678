namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text that a command hands back.</summary>
public sealed class CommandResultData
{
    /// <summary>The text.</summary>
    public required string Value { get; init; }

    /// <summary>How it is to be shown.</summary>
    public CommandResultFormat Format { get; init; }

    /// <summary>Whether it is shown at once, rather than on demand.</summary>
    public bool DisplayImmediately { get; init; }
}
