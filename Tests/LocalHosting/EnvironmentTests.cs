using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.LocalHosting;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_project_is_told_its_address_its_profile_and_how_to_write_to_the_console()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm");
        await app.StartAsync();

        var variables = await VariablesAsync(app, "mock-llm");

        Assert.Equal(app.Application.GetEndpoint("mock-llm").ToString().TrimEnd('/'), variables["ASPNETCORE_URLS"]);
        Assert.Equal("http", variables["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal("Development", variables["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("simple", variables["LOGGING__CONSOLE__FORMATTERNAME"]);
        Assert.Equal("true", variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"]);
    }

    [Fact]
    public async Task What_the_app_host_sets_wins_over_the_launch_profile()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm").WithEnvironment("ASPNETCORE_ENVIRONMENT", "Staging");
        await app.StartAsync();

        Assert.Equal("Staging", (await VariablesAsync(app, "mock-llm"))["ASPNETCORE_ENVIRONMENT"]);
    }

    [Fact]
    public async Task The_process_really_has_the_variables_that_are_shown()
    {
        await using var app = new TestApplication();
        app.AddShell("shell", "echo \"value=$GREETING\"; exec sleep 60").WithEnvironment("GREETING", "hello");
        await app.StartAsync();

        Assert.Contains(
            "value=hello",
            await app.OutputAsync("shell", text => text.Contains("value=", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_to_a_project_injects_both_forms_of_service_discovery()
    {
        await using var app = new TestApplication();
        var source = app.Builder.AddProject<Projects.MockLlm>("mock-llm").WithExplicitStart();
        app.AddShell("client", "exec sleep 60").WithReference(source);
        await app.StartAsync();

        var variables = await VariablesAsync(app, "client");

        var address = app.Application.GetEndpoint("mock-llm").ToString().TrimEnd('/');
        Assert.Equal(address, variables["services__mock-llm__http__0"]);
        Assert.Equal(address, variables["MOCK_LLM_HTTP"]);
    }

    [Fact]
    public async Task A_named_endpoint_is_injected_under_its_name()
    {
        await using var app = new TestApplication();
        var source = app.Builder.AddProject<Projects.MockLlm>("mock-llm").WithHttpEndpoint(name: "admin").WithExplicitStart();
        app.AddShell("client", "exec sleep 60").WithReference(source.GetEndpoint("admin"));
        await app.StartAsync();

        var variables = await VariablesAsync(app, "client");

        Assert.Equal(app.Application.GetEndpoint("mock-llm", "admin").ToString().TrimEnd('/'), variables["services__mock-llm__admin__0"]);
        Assert.DoesNotContain("services__mock-llm__http__0", variables.Keys);
    }

    [Fact]
    public async Task An_endpoint_whose_port_goes_by_a_variable_is_none_of_the_projects_urls()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm").WithHttpEndpoint(name: "admin", env: "ADMIN_PORT");
        await app.StartAsync();

        var variables = await VariablesAsync(app, "mock-llm");

        Assert.Equal(app.Application.GetEndpoint("mock-llm", "admin").Port.ToString(System.Globalization.CultureInfo.InvariantCulture), variables["ADMIN_PORT"]);
        Assert.Equal(app.Application.GetEndpoint("mock-llm", "http").ToString().TrimEnd('/'), variables["ASPNETCORE_URLS"]);
    }

    [Fact]
    public async Task A_reference_to_a_database_injects_its_connection_string_and_its_parts()
    {
        await using var app = new TestApplication();
        var database = AddDatabase(app, new LaunchExternal("a test"));
        app.AddShell("client", "exec sleep 60").WithReference(database, "main-db").WaitFor(database);
        await app.StartAsync();

        var variables = await VariablesAsync(app, "client");

        Assert.Equal("localhost:1234,password=s3cret", variables["ConnectionStrings__main-db"]);
        Assert.Equal("localhost", variables["MAIN_DB_HOST"]);
        Assert.Equal("s3cret", variables["MAIN_DB_PASSWORD"]);
    }

    [Fact]
    public async Task A_connection_string_and_a_secret_parameter_are_masked_where_they_are_shown()
    {
        await using var app = new TestApplication("--Parameters:api-key=abc", "--Parameters:region=north");
        var key = app.Builder.AddParameter("api-key", secret: true);
        var region = app.Builder.AddParameter("region");
        AddDatabase(app, new LaunchExternal("a test"));
        app.AddShell("client", "exec sleep 60").WithEnvironment("API_KEY", key).WithEnvironment("REGION", region);
        await app.StartAsync();

        var variables = await VariablesAsync(app, "client");
        var database = await app.UntilAsync("database", KnownResourceStates.Running);
        app.Notifications.TryGetCurrentState("api-key", out var shownKey);
        app.Notifications.TryGetCurrentState("region", out var shownRegion);

        Assert.Equal(("abc", "north"), (variables["API_KEY"], variables["REGION"]));
        Assert.True(database.Snapshot.Properties.Single(property => property.Name == "resource.connectionString").IsSensitive);
        Assert.True(shownKey!.Snapshot.Properties.Single(property => property.Name == "Value").IsSensitive);
        Assert.False(shownRegion!.Snapshot.Properties.Single(property => property.Name == "Value").IsSensitive);
    }

    [Fact]
    public async Task A_parameter_without_a_value_fails_what_needs_it_and_names_the_setting()
    {
        await using var app = new TestApplication();
        var key = app.Builder.AddParameter("api-key", secret: true);
        app.AddShell("client", "exec sleep 60").WithEnvironment("API_KEY", key);
        await app.StartAsync();

        var failed = await app.UntilAsync("client", KnownResourceStates.FailedToStart);

        Assert.Contains(
            "Set Parameters:api-key",
            failed.Snapshot.Properties.Single(property => property.Name == "resource.reason").Value!.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_available_here_is_a_visible_warning_and_nothing_waits_for_it_or_hears_of_it()
    {
        await using var app = new TestApplication();
        var database = AddDatabase(app, new LaunchUnavailable("there is no database program; history stays in memory"));
        app.AddShell("client", "exec sleep 60").WithReference(database).WaitFor(database);
        await app.StartAsync();

        var variables = await VariablesAsync(app, "client");

        Assert.DoesNotContain(variables.Keys, name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal));
        app.Notifications.TryGetCurrentState("database", out var state);
        Assert.Equal(new ResourceStateSnapshot("Unavailable", "warn"), state!.Snapshot.State);
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceHealthyAsync("database", app.Deadline));
        Assert.Contains("there is no database program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_receiver_of_telemetry_no_exporter_is_configured()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm");
        await app.StartAsync();

        var variables = await VariablesAsync(app, "mock-llm");

        Assert.DoesNotContain(variables.Keys, name => name.StartsWith("OTEL_EXPORTER_OTLP_", StringComparison.Ordinal));
        Assert.Equal("mock-llm", variables["OTEL_SERVICE_NAME"]);
    }

    [Fact]
    public async Task With_a_receiver_of_telemetry_a_project_is_told_where_it_is_and_who_itself_is()
    {
        await using var app = new TestApplication();
        app.Builder.Services.AddSingleton<IOtlpTargetSource>(new FixedTarget());
        app.Builder.AddProject<Projects.MockLlm>("mock-llm");
        await app.StartAsync();

        var running = await app.UntilAsync("mock-llm", KnownResourceStates.Running);
        var variables = Variables(running);

        Assert.Equal("http://localhost:4317", variables["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("grpc", variables["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=k", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("service.instance.id=" + running.ResourceId["mock-llm-".Length..], variables["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("1000", variables["OTEL_METRIC_EXPORT_INTERVAL"]);
        Assert.Equal("true", variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"]);
    }

    private static IResourceBuilder<FakeDatabase> AddDatabase(TestApplication app, LaunchDecision decision)
    {
        var database = new FakeDatabase("database") { Decision = decision };
        return app.Builder.AddResource(database).WithLaunchPlanner(database);
    }

    private static async Task<Dictionary<string, string?>> VariablesAsync(TestApplication app, string resource) =>
        Variables(await app.UntilAsync(resource, KnownResourceStates.Running));

    private static Dictionary<string, string?> Variables(ResourceEvent change) =>
        change.Snapshot.EnvironmentVariables.ToDictionary(variable => variable.Name, variable => variable.Value);

    private sealed class FixedTarget : IOtlpTargetSource
    {
        public ValueTask<OtlpTarget?> GetAsync(CancellationToken cancellationToken) =>
            new(new OtlpTarget("http://localhost:4317", "grpc", "x-otlp-api-key=k"));
    }
}
