namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a registered health check is about the resource.</summary>
public class HealthCheckAnnotation : IResourceAnnotation
{
    /// <summary>Names the check.</summary>
    /// <param name="key">The name under which it was registered.</param>
    public HealthCheckAnnotation(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        Key = key;
    }

    /// <summary>The name under which it was registered.</summary>
    public string Key { get; }
}
