using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LlmAspire.ServiceDefaults.Logging;

/// <summary>Puts the batching console in the place of the framework's.</summary>
internal static class BatchingConsoleExtensions
{
    /// <summary>
    /// Writes console log lines in batches. A Windows terminal keeps the framework's logger, which knows how to colour there.
    /// </summary>
    /// <param name="logging">The logging of a service that has the framework's console logger.</param>
    /// <returns>The same logging.</returns>
    public static ILoggingBuilder WriteInBatches(this ILoggingBuilder logging)
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
        {
            return logging;
        }

        var services = logging.Services;
        foreach (var own in services.Where(service => service.ImplementationType == typeof(ConsoleLoggerProvider)).ToList())
        {
            services.Remove(own);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, BatchingConsoleLoggerProvider>());
        return logging;
    }
}
