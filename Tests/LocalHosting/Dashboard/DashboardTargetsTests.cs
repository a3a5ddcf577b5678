using System.Runtime.CompilerServices;
using System.Text.Json;
using LlmAspire.LocalHosting.Dashboard;
using LlmAspire.LocalHosting.Downloads;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>The build looks for the dashboard where the host does.</summary>
public sealed class DashboardTargetsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("", "/xdg")]
    [InlineData("/given", "/xdg")]
    public async Task The_build_and_the_host_agree_on_version_and_place(string given, string xdg)
    {
        var environment = new Dictionary<string, string> { [UserCache.PathSetting] = given, ["XDG_CACHE_HOME"] = xdg };

        var (version, root) = await EvaluateAsync(environment);

        Assert.Equal(DashboardPackage.Version, version);
        Assert.Equal(Path.GetFullPath(UserCache.DefaultRoot(environment.GetValueOrDefault)), Path.GetFullPath(root));
    }

    private static async Task<(string Version, string Root)> EvaluateAsync(
        Dictionary<string, string> environment, [CallerFilePath] string here = "")
    {
        var targets = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../LocalHosting/build/Dashboard.targets"));
        string[] arguments = ["msbuild", targets, "-nologo", "-getProperty:DashboardVersion", "-getProperty:LlmAspireCacheRoot"];
        var result = await CommandLineTool.RunAsync(
            "dotnet", arguments, TestContext.Current.CancellationToken, environment: environment, timeout: TimeSpan.FromSeconds(30));
        using var answer = JsonDocument.Parse(result.Output);
        var properties = answer.RootElement.GetProperty("Properties");
        return (properties.GetProperty("DashboardVersion").GetString()!, properties.GetProperty("LlmAspireCacheRoot").GetString()!);
    }
}
