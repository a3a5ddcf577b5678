namespace Aspire.Hosting.ApplicationModel;

/// <summary>The Fluent icon the dashboard draws for a resource.</summary>
public sealed class ResourceIconAnnotation : IResourceAnnotation
{
    /// <summary>Names the icon.</summary>
    /// <param name="iconName">A Fluent icon name.</param>
    /// <param name="iconVariant">Outline or filled.</param>
    public ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled)
    {
        ArgumentException.ThrowIfNullOrEmpty(iconName);
        IconName = iconName;
        IconVariant = iconVariant;
    }

    /// <summary>A Fluent icon name.</summary>
    public string IconName { get; }

    /// <summary>Outline or filled.</summary>
    public IconVariant IconVariant { get; }
}
