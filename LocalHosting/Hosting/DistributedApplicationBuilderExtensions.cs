using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Shorthands for a builder.</summary>
public static class DistributedApplicationBuilderExtensions
{
    /// <summary>Goes on configuring a resource that was added before, as a test does with one of the app host's.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>A builder for it.</returns>
    /// <exception cref="InvalidOperationException">There is no resource of that name, or it is of another kind.</exception>
    public static IResourceBuilder<T> CreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var resource = builder.Resources.FirstOrDefault(resource => ResourceNames.Comparer.Equals(resource.Name, name))
            ?? throw new InvalidOperationException(
                $"There is no resource '{name}'. Resources: {string.Join(", ", builder.Resources.Select(resource => resource.Name))}.");
        return resource is T typed
            ? builder.CreateResourceBuilder(typed)
            : throw new InvalidOperationException($"Resource '{name}' is a {resource.GetType().Name}, not a {typeof(T).Name}.");
    }
}
