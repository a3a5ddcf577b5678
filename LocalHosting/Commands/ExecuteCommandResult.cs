namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it did what it should.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was given up; then it is not a failure.</summary>
    public bool Canceled { get; init; }

    /// <summary>What to tell the user; the error when it failed.</summary>
    public string? Message { get; init; }

    /// <summary>What it hands back, if anything.</summary>
    public CommandResultData? Data { get; init; }
}
