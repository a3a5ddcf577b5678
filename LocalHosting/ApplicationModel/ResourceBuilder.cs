namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds annotations straight to the resource.</summary>
/// <typeparam name="T">The kind of resource.</typeparam>
internal sealed class ResourceBuilder<T> : IResourceBuilder<T>
    where T : IResource
{
    /// <summary>Describes <paramref name="resource"/> as part of <paramref name="applicationBuilder"/>.</summary>
    /// <param name="applicationBuilder">The application.</param>
    /// <param name="resource">The resource.</param>
    public ResourceBuilder(IDistributedApplicationBuilder applicationBuilder, T resource)
    {
        ApplicationBuilder = applicationBuilder;
        Resource = resource;
    }

    /// <inheritdoc/>
    public IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <inheritdoc/>
    public T Resource { get; }

    /// <inheritdoc/>
    public IResourceBuilder<T> WithAnnotation<TAnnotation>(
        TAnnotation annotation,
        ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(annotation);
        if (behavior == ResourceAnnotationMutationBehavior.Replace)
        {
            foreach (var old in Resource.Annotations.OfType<TAnnotation>().ToArray())
            {
                Resource.Annotations.Remove(old);
            }
        }

        Resource.Annotations.Add(annotation);
        return this;
    }
}
