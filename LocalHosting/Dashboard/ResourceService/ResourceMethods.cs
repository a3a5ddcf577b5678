using Aspire.Hosting.ApplicationModel;
using Google.Protobuf.WellKnownTypes;
using LlmAspire.LocalHosting.Dashboard.ResourceService.Wire;

namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>The methods the dashboard calls: what runs here, how it goes, what it writes, and the commands on it.</summary>
internal sealed class ResourceMethods
{
    private readonly string _applicationName;
    private readonly ResourceCommandService _commands;
    private readonly ResourceLoggerService _logs;
    private readonly ResourceNotificationService _notifications;

    /// <summary>The methods over the application's services.</summary>
    public ResourceMethods(
        string applicationName, ResourceNotificationService notifications, ResourceLoggerService logs, ResourceCommandService commands)
    {
        _applicationName = applicationName;
        _notifications = notifications;
        _logs = logs;
        _commands = commands;
    }

    /// <summary>Runs the method of that name to its end.</summary>
    /// <exception cref="GrpcException">The call ends with another status, Unimplemented for a method not offered here.</exception>
    public Task CallAsync(string method, GrpcCall call, CancellationToken cancellationToken) => method switch
    {
        "GetApplicationInformation" =>
            call.WriteAsync(new ApplicationInformation { ApplicationName = _applicationName }, cancellationToken),
        "WatchResources" => WatchResourcesAsync(call, cancellationToken),
        "WatchResourceConsoleLogs" => WatchConsoleAsync(call, cancellationToken),
        "ExecuteResourceCommand" => ExecuteAsync(call, cancellationToken),
        "WatchInteractions" => StaySilentAsync(call, cancellationToken),
        _ => throw new GrpcException(GrpcStatus.Unimplemented, $"{method} is not offered by this host."),
    };

    private async Task WatchResourcesAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        await call.ReadAsync(Empty.Parser, cancellationToken);
        var initial = true;
        await foreach (var batch in ResourceFeed.BatchAsync(_notifications.WatchAsync, cancellationToken))
        {
            await call.WriteAsync(initial ? Initial(batch) : Changes(batch), cancellationToken);
            initial = false;
        }
    }

    private async Task WatchConsoleAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        var request = await call.ReadAsync(ConsoleLogsRequest.Parser, cancellationToken);
        if (!_notifications.TryGetCurrentState(request.ResourceName, out _))
        {
            throw new GrpcException(GrpcStatus.NotFound, $"No resource is named {request.ResourceName}.");
        }

        var batches = request.SuppressFollow ? _logs.GetAllAsync(request.ResourceName) : _logs.WatchAsync(request.ResourceName);
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            var update = new ConsoleLogsUpdate();
            update.LogLines.AddRange(batch.Select(line => new ConsoleLine
            {
                LineNumber = line.LineNumber,
                Text = line.Content,
                IsStdErr = line.IsErrorMessage,
            }));
            await call.WriteAsync(update, cancellationToken);
        }
    }

    // This host asks the user nothing. The dashboard may be told so by Unimplemented, but it then takes the connection for lost when the
    // status reaches it a moment after the headers, and says so over every page; so the watch is open, and nothing ever comes.
    private static async Task StaySilentAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        await call.BeginAsync(cancellationToken);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private async Task ExecuteAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        var request = await call.ReadAsync(CommandRequest.Parser, cancellationToken);
        var result = await _commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, cancellationToken);
        var response = new CommandResponse
        {
            Kind = result.Canceled ? CommandOutcome.Cancelled : result.Success ? CommandOutcome.Succeeded : CommandOutcome.Failed,
        };
        if (result.Message is { } message)
        {
            response.Message = message;
        }

        if (result.Data is { } data)
        {
            response.Result = new CommandResult
            {
                Value = data.Value,
                DisplayImmediately = data.DisplayImmediately,
                Format = data.Format switch
                {
                    CommandResultFormat.Json => ResultFormat.Json,
                    CommandResultFormat.Markdown => ResultFormat.Markdown,
                    _ => ResultFormat.Text,
                },
            };
        }

        await call.WriteAsync(response, cancellationToken);
    }

    private static ResourcesUpdate Initial(IReadOnlyCollection<ResourceEvent> resources)
    {
        var initial = new InitialResources();
        initial.Resources.AddRange(resources.Select(ResourceMapper.Map));
        return new ResourcesUpdate { InitialData = initial };
    }

    private static ResourcesUpdate Changes(IReadOnlyCollection<ResourceEvent> resources)
    {
        var changes = new ResourceChanges();
        changes.Value.AddRange(resources.Select(resource => new ResourceChange { Upsert = ResourceMapper.Map(resource) }));
        return new ResourcesUpdate { Changes = changes };
    }
}
