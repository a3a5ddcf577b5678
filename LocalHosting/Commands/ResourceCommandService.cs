using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes the commands of resources.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _logs;
    private readonly DistributedApplicationModel _model;
    private readonly IServiceProvider _services;

    /// <summary>Finds resources in <paramref name="model"/>.</summary>
    /// <param name="notifications">Their states.</param>
    /// <param name="logs">Their output.</param>
    /// <param name="model">The application.</param>
    /// <param name="services">What commands may use.</param>
    internal ResourceCommandService(
        ResourceNotificationService notifications,
        ResourceLoggerService logs,
        DistributedApplicationModel model,
        IServiceProvider services)
    {
        _notifications = notifications;
        _logs = logs;
        _model = model;
        _services = services;
    }

    /// <summary>Executes a command of a resource.</summary>
    /// <param name="resourceId">An instance id or a resource's name.</param>
    /// <param name="commandName">The command's name.</param>
    /// <param name="cancellationToken">Gives the command up.</param>
    /// <returns>How it ended; an unknown resource or command, and an error it threw, are failures with a message.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId,
        string commandName,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (_notifications.TryGetCurrentState(resourceId, out var state))
        {
            return ExecuteAsync(state.Resource, state.ResourceId, commandName, cancellationToken);
        }

        return _model.Resources.TryGetByName(resourceId, out var resource)
            ? ExecuteCommandAsync(resource, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));
    }

    /// <summary>Executes a command of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="commandName">The command's name.</param>
    /// <param name="cancellationToken">Gives the command up.</param>
    /// <returns>How it ended; an unknown command and an error it threw are failures with a message.</returns>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource,
        string commandName,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return ExecuteAsync(resource, InstanceIds.Of(resource), commandName, cancellationToken);
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(
        IResource resource,
        string resourceId,
        string commandName,
        CancellationToken cancellationToken)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(candidate => candidate.Name == commandName);
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        var logger = _logs.GetLogger(resource);
        try
        {
            return await command.ExecuteCommand(new ExecuteCommandContext
            {
                ServiceProvider = _services,
                ResourceName = resourceId,
                CancellationToken = cancellationToken,
                Logger = logger,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
#pragma warning disable CA1031 // A command is the application's own code: whatever it throws is its answer, as in Aspire.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Log.Failed(logger, commandName, failure);
            return CommandResults.Failure(failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "Command '{Command}' failed.")]
        public static partial void Failed(ILogger logger, string command, Exception failure);
    }
}
