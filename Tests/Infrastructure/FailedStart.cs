using System.Reflection;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>
/// Starts a service that must refuse to start, through its real entry point. WebApplicationFactory is no use here: it races with the host's own
/// disposal and sometimes reports that instead.
/// </summary>
internal static class FailedStart
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Starts a service.</summary>
    /// <param name="service">The service's assembly.</param>
    /// <param name="settings">Settings, each <c>name=value</c>.</param>
    /// <returns>Why its options were refused.</returns>
    public static async Task<OptionsValidationException> OfAsync(Assembly service, params string[] settings)
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", "--Logging:Console:LogLevel:Default=None", .. settings.Select(setting => $"--{setting}"),
        ];
        var run = Task.Run(
            () => service.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [args], null), TestContext.Current.CancellationToken);
        return await Assert.ThrowsAsync<OptionsValidationException>(() => run.WaitAsync(Limit, TestContext.Current.CancellationToken));
    }
}
