using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Finding what an application has already been given.</summary>
public static class DistributedApplicationBuilderExtensions
{
    /// <summary>A builder for a resource that was added before.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>A builder for it.</returns>
    /// <exception cref="InvalidOperationException">There is none of that name, or it is of another kind.</exception>
    public static IResourceBuilder<T> CreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Resources.TryGetByName(name, out var resource))
        {
            throw new InvalidOperationException(
                $"Resource '{name}' was not found. The application has: {string.Join(", ", builder.Resources.Select(known => known.Name).Order())}.");
        }

        return resource is T typed
            ? builder.CreateResourceBuilder(typed)
            : throw new InvalidOperationException($"Resource '{name}' of type '{resource.GetType()}' is not of type '{typeof(T)}'.");
    }
}
