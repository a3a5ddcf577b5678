using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Commands;

namespace Aspire.Hosting;

/// <summary>Adds commands to resources.</summary>
public static class CommandBuilderExtensions
{
    /// <summary>Adds something that can be done with the resource.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name by which it is executed; a command of that name is replaced.</param>
    /// <param name="displayName">The text on the button.</param>
    /// <param name="executeCommand">What it does.</param>
    /// <param name="commandOptions">How it looks and when it can be used.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var options = commandOptions ?? new CommandOptions();
        var annotations = builder.Resource.Annotations;
        if (annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(command => command.Name == name) is { } old)
        {
            annotations.Remove(old);
        }

        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            parameter: null,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted));
    }

    /// <summary>Adds a command that sends a request to the resource.</summary>
    /// <typeparam name="TResource">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The request's path.</param>
    /// <param name="displayName">The text on the button.</param>
    /// <param name="endpointName">The endpoint; by default https or else http.</param>
    /// <param name="commandName">The command's name; by default made from resource, endpoint, method and path.</param>
    /// <param name="commandOptions">How it looks and what it sends.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TResource> WithHttpCommand<TResource>(
        this IResourceBuilder<TResource> builder,
        string path,
        string displayName,
        string? endpointName = null,
        string? commandName = null,
        HttpCommandOptions? commandOptions = null)
        where TResource : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = commandOptions ?? new HttpCommandOptions();
        var endpoint = options.EndpointSelector?.Invoke()
            ?? HttpEndpoints.Choose(builder.Resource, endpointName, "an HTTP command");
        options.Method ??= HttpMethod.Post;
        options.UpdateState ??= context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
            ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;
        return builder.WithCommand(
            commandName ?? $"{builder.Resource.Name}-{endpoint.EndpointName}-http-{options.Method.Method.ToLowerInvariant()}-{path}",
            displayName,
            new HttpCommand(endpoint, path, options).ExecuteAsync,
            options);
    }
}
