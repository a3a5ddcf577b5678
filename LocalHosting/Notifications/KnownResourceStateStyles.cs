namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a state is coloured.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Something works.</summary>
    public static readonly string Success = "success";

    /// <summary>Something failed.</summary>
    public static readonly string Error = "error";

    /// <summary>Something to know.</summary>
    public static readonly string Info = "info";

    /// <summary>Something to look at.</summary>
    public static readonly string Warn = "warn";
}
