using Microsoft.AspNetCore.Builder;

namespace Microsoft.Extensions.Hosting;

/// <summary>How a service's <c>Program.cs</c> begins.</summary>
public static class ServiceBuilder
{
    private const string SettingsFile = "appsettings.json";

    /// <summary>
    /// A builder that finds the service's own <c>appsettings.json</c> wherever it is started from: where the working folder has none, the
    /// one beside the service counts. The framework looks in the working folder only, so that <c>dotnet /somewhere/Gateway.dll</c> would
    /// silently run without its log levels and defaults.
    /// </summary>
    /// <param name="args">The command line; its <c>--contentRoot</c>, as the environment's, wins.</param>
    /// <returns>The builder.</returns>
    public static WebApplicationBuilder Create(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var isChosen = Array.Exists(args, arg => arg.TrimStart('-', '/').StartsWith("contentRoot", StringComparison.OrdinalIgnoreCase))
            || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
            || Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is not null
            || File.Exists(SettingsFile);
        return WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = isChosen ? null : AppContext.BaseDirectory,
        });
    }
}
