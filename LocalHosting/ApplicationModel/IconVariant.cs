namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a Fluent icon is drawn.</summary>
public enum IconVariant
{
    /// <summary>Outline.</summary>
    Regular = 0,

    /// <summary>Filled.</summary>
    Filled = 1,
}
