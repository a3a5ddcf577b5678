using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;

namespace Microsoft.Extensions.Hosting;

/// <summary>Running a service from its <c>Program.cs</c>.</summary>
public static class ServiceRunExtensions
{
    /// <summary>
    /// Runs the service until it is told to stop. A port that is taken ends it with one line that names the port and the settings that move
    /// it, instead of a stack trace.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="otherSetting">A setting of the service's own that moves another of its ports; null: there is none.</param>
    /// <returns>The process's exit code: 0 after an orderly end, 1 when the port was taken.</returns>
    public static int RunService(this WebApplication app, string? otherSetting = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            app.Run();
            return 0;
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            Console.Error.WriteLine($"{failure.Message.TrimEnd('.')}. Choose another with --urls or ASPNETCORE_URLS{(otherSetting is null ? "" : $", or with {otherSetting}")}.");
            return 1;
        }
    }
}
