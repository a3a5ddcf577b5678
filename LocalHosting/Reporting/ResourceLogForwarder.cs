using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmAspire.LocalHosting.Reporting;

/// <summary>
/// Logs every line of every resource's output, under the category <c>APPHOST.Resources.NAME</c> as Aspire does; for tests.
/// </summary>
internal sealed partial class ResourceLogForwarder : BackgroundService
{
    private readonly DistributedApplicationModel _model;
    private readonly ResourceLoggerService _logs;
    private readonly ILoggerFactory _loggers;
    private readonly string _prefix;

    /// <summary>Forwards the output of the resources of <paramref name="model"/>.</summary>
    /// <param name="model">The application.</param>
    /// <param name="logs">Its resources' output.</param>
    /// <param name="loggers">Where it goes.</param>
    /// <param name="environment">Names the app host.</param>
    public ResourceLogForwarder(
        DistributedApplicationModel model,
        ResourceLoggerService logs,
        ILoggerFactory loggers,
        IHostEnvironment environment)
    {
        _model = model;
        _logs = logs;
        _loggers = loggers;
        _prefix = $"{environment.ApplicationName}.Resources.";
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_model.Resources.Select(resource => ForwardAsync(resource, stoppingToken)));

    private async Task ForwardAsync(IResource resource, CancellationToken cancellationToken)
    {
        var logger = _loggers.CreateLogger(_prefix + resource.Name);
        await foreach (var batch in _logs.LogOf(resource).WatchAsync(follow: true, cancellationToken).ConfigureAwait(false))
        {
            foreach (var line in batch)
            {
                if (line.IsErrorMessage)
                {
                    Log.Error(logger, line.LineNumber, line.Content);
                }
                else
                {
                    Log.Output(logger, line.LineNumber, line.Content);
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "{LineNumber}: {Line}")]
        public static partial void Output(ILogger logger, int lineNumber, string line);

        [LoggerMessage(EventId = 211, Level = LogLevel.Error, Message = "{LineNumber}: {Line}")]
        public static partial void Error(ILogger logger, int lineNumber, string line);
    }
}
