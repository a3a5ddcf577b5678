using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changing the named facts of a snapshot.</summary>
internal static class SnapshotProperties
{
    /// <summary>Sets a property, in its old place if it was there.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; null removes the property.</param>
    /// <param name="isSensitive">Whether the value is masked.</param>
    /// <returns>The changed properties.</returns>
    public static ImmutableArray<ResourcePropertySnapshot> With(
        this ImmutableArray<ResourcePropertySnapshot> properties,
        string name,
        object? value,
        bool isSensitive = false)
    {
        var old = properties.FirstOrDefault(property => property.Name == name);
        if (value is null)
        {
            return old is null ? properties : properties.Remove(old);
        }

        var changed = new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive };
        return old is null ? properties.Add(changed) : properties.Replace(old, changed);
    }

    /// <summary>The text of a property.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="name">The name.</param>
    /// <returns>The text, or null when there is none.</returns>
    public static string? Property(this CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value?.ToString();
}
