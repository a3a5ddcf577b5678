using Aspire.Hosting;
using Aspire.Hosting.Testing;
using LlmAspire.ServiceDefaults.Discovery;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.Tests.LocalHosting;

public sealed class TestingBuilderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_real_entry_point_describes_the_application()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancelled);

        Assert.Contains("gateway", builder.Resources.Select(resource => resource.Name));
        Assert.Equal("AppHost", Path.GetFileName(builder.AppHostDirectory));
        Assert.True(builder.Environment.IsDevelopment());
        Assert.Equal("http", builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
    }

    [Fact]
    public async Task A_test_may_change_the_application_before_it_is_built_and_reach_it_when_it_runs()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Cancelled);
        foreach (var other in builder.Resources.Where(resource => resource.Name != "mock-llm").ToArray())
        {
            builder.Resources.Remove(other);
        }

        await using var app = await builder.BuildAsync(Cancelled);
        await app.StartAsync(Cancelled);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await app.ResourceNotifications.WaitForResourceHealthyAsync("mock-llm", limit.Token);

        using var client = app.CreateHttpClient("mock-llm");
        Assert.Equal("Healthy", await client.GetStringAsync("/health", Cancelled));
        Assert.NotEqual(5082, client.BaseAddress!.Port);
    }

    [Fact]
    public async Task Several_applications_run_in_one_process()
    {
        var builders = await Task.WhenAll(Enumerable.Range(0, 3)
            .Select(_ => DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Marker=set"], Cancelled)));

        Assert.All(builders, builder => Assert.Equal("set", builder.Configuration["Marker"]));
        Assert.Equal(3, builders.Select(builder => builder.Resources).Distinct().Count());
        await Task.WhenAll(builders.Select(builder => builder.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task The_callback_decides_how_the_application_is_hosted()
    {
        DistributedApplicationOptions? given = null;
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [],
            (options, settings) =>
            {
                given = options;
                settings.EnvironmentName = "Staging";
            },
            Cancelled);

        Assert.True(given!.DisableDashboard);
        Assert.True(given.EnableResourceLogging);
        Assert.Equal("Staging", builder.Environment.EnvironmentName);
    }

    [Fact]
    public async Task A_type_of_an_assembly_that_is_no_app_host_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => DistributedApplicationTestingBuilder.CreateAsync<ServiceEndpointResolver>([], (_, _) => { }, Cancelled));
    }

    [Fact]
    public async Task Unknown_resources_and_endpoints_are_refused_with_what_there_is()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm").WithExplicitStart();
        await app.StartAsync();

        var resource = Assert.Throws<ArgumentException>(() => app.Application.CreateHttpClient("nobody"));
        var endpoint = Assert.Throws<ArgumentException>(() => app.Application.GetEndpoint("mock-llm", "grpc"));

        Assert.Contains("The application has: mock-llm.", resource.Message, StringComparison.Ordinal);
        Assert.Contains("It has: http.", endpoint.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(async () => await app.Application.GetConnectionStringAsync("mock-llm", Cancelled));
    }

    [Fact]
    public async Task A_connection_string_can_be_read()
    {
        await using var app = new TestApplication();
        app.Builder.AddResource(new FakeDatabase("database"));
        await app.StartAsync();

        Assert.Equal("localhost:1234,password=s3cret", await app.Application.GetConnectionStringAsync("database", Cancelled));
    }
}
