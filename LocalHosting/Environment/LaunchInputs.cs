using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.LocalHosting.Environment;

/// <summary>Runs a resource's callbacks and resolves what they put together: its environment and its arguments.</summary>
internal static class LaunchInputs
{
    /// <summary>The environment, as it is at this start.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="services">The application's services.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The variables; one whose value is null is left out.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(
        IResource resource,
        IServiceProvider services,
        CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(
            services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, cancellationToken: cancellationToken);
        if (resource.TryGetLastAnnotation<OtlpExporterAnnotation>(out var exporter))
        {
            var target = services.GetService<IOtlpTargetSource>() is { } source
                ? await source.GetAsync(cancellationToken).ConfigureAwait(false)
                : null;
            TelemetryVariables.Set(resource, context.EnvironmentVariables, target, exporter.IsDevelopment);
        }

        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            if (await ResolveAsync(value, resource, cancellationToken).ConfigureAwait(false) is { } text)
            {
                variables[name] = text;
            }
        }

        return variables;
    }

    /// <summary>The arguments, as they are at this start.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The arguments.</returns>
    public static async Task<IReadOnlyList<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<string>(context.Args.Count);
        foreach (var argument in context.Args)
        {
            arguments.Add(await ResolveAsync(argument, resource, cancellationToken).ConfigureAwait(false) ?? string.Empty);
        }

        return arguments;
    }

    private static async ValueTask<string?> ResolveAsync(
        object value,
        IResource caller,
        CancellationToken cancellationToken) => value switch
        {
            string text => text,
            IValueProvider provider => await provider
                .GetValueAsync(new ValueProviderContext { Caller = caller }, cancellationToken).ConfigureAwait(false),
            IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider
                .GetValueAsync(new ValueProviderContext { Caller = caller }, cancellationToken).ConfigureAwait(false),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
