using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LlmAspire.FilterService;
using LlmAspire.Gateway;
using LlmAspire.MockLlm;

namespace LlmAspire.Tests.AppHost;

/// <summary>Each service as a user would start it by hand: <c>dotnet X.dll --urls ...</c>, nothing else around it.</summary>
public sealed class ServiceAloneTests
{
    public static TheoryData<Type> Services => [typeof(GatewayAssembly), typeof(FilterServiceAssembly), typeof(MockLlmAssembly)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_service_runs_alone_and_answers_its_health_endpoint(Type service)
    {
        using var deadline = LlmAspireApp.Deadline();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [service.Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(service.Assembly.Location),

            // It is killed, and a killed runtime leaves its diagnostic sockets behind.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0", ["FilterService__StreamUrl"] = "http://127.0.0.1:0" },
        })!;
        try
        {
            var address = await ReadAddressAsync(process, deadline.Token);
            using var client = new HttpClient { BaseAddress = address };

            using var response = await client.GetAsync("/health", deadline.Token);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_taken_port_ends_a_service_with_one_line_that_names_it_and_the_setting_that_moves_it(Type service)
    {
        using var deadline = LlmAspireApp.Deadline();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        using var process = Process.Start(new ProcessStartInfo("dotnet", [service.Assembly.Location, "--urls", address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(service.Assembly.Location),
        })!;

        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);

        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(address, line, StringComparison.Ordinal);
        Assert.Contains("--urls", line, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
        Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
    }

    private static async Task<Uri> ReadAddressAsync(Process process, CancellationToken cancellationToken)
    {
        const string Announcement = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            var at = line.IndexOf(Announcement, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new Uri(line[(at + Announcement.Length)..].Split('\e')[0].Trim());
            }
        }

        throw new InvalidOperationException($"The process ended with exit code {process.ExitCode} before it listened.");
    }
}
