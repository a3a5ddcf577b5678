namespace Aspire.Hosting.ApplicationModel;

/// <summary>The commands of everything that is launched.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts what does not run; while it waits for others, it starts without them.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops what runs.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops and starts what runs; its ports stay.</summary>
    public static readonly string RestartCommand = "restart";
}
