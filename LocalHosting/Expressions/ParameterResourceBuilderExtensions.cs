using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a value that configuration gives: <c>Parameters:NAME</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="secret">Whether the value is masked wherever it is shown.</param>
    /// <returns>A builder for the resource.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        string name,
        bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = $"Parameters:{name}";
        var configuration = builder.Configuration;
        var parameter = new ParameterResource(
            name,
            fallback => configuration[key] ?? fallback?.GetDefaultValue() ?? throw new DistributedApplicationException(
                $"Parameter '{name}' has no value. Set {key}, for example by the variable Parameters__{name}."),
            secret);
        return builder.AddResource(parameter).WithInitialState(new CustomResourceSnapshot
        {
            ResourceType = KnownResourceTypes.Parameter,
            Properties =
            [
                new ResourcePropertySnapshot(KnownProperties.Resource.Source, key),
                new ResourcePropertySnapshot(KnownProperties.Parameter.Value, configuration[key] ?? string.Empty) { IsSensitive = secret },
            ],
            State = configuration[key] is null ? KnownResourceStates.ValueMissing : KnownResourceStates.Running,
        });
    }
}
