using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Projects;

/// <summary>The variables every ASP.NET Core project gets, as Aspire sets them.</summary>
internal static class ProjectVariables
{
    /// <summary>Sets where it listens and how it writes to the console.</summary>
    /// <param name="context">The environment so far.</param>
    public static void Set(EnvironmentCallbackContext context)
    {
        var variables = context.EnvironmentVariables;
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";

        var endpoints = ((IResourceWithEndpoints)context.Resource).GetEndpoints()
            .Where(endpoint => endpoint.Scheme is "http" or "https" && endpoint.EndpointAnnotation.TargetPortEnvironmentVariable is null)
            .ToArray();
        if (endpoints.Length > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', endpoints.Select(endpoint => endpoint.Url));
        }

        if (Array.Find(endpoints, endpoint => endpoint.Scheme == "https") is { } https)
        {
            variables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }
    }
}
