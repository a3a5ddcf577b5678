var builder = DistributedApplication.CreateBuilder(args);

var redis = builder.AddRedis("redis");

var mockLlm = builder.AddProject<Projects.MockLlm>("mock-llm")
    .WithHttpHealthCheck("/health")
    .WithHttpCommand("/mock/faults/outage/on", "Outage on", commandOptions: new HttpCommandOptions
    {
        ConfirmationMessage = "Let every call fail until the outage is switched off?",
        IconName = "PlugDisconnected",
    })
    .WithHttpCommand("/mock/faults/outage/off", "Outage off", commandOptions: new HttpCommandOptions { IconName = "PlugConnected" });

var filterService = builder.AddProject<Projects.FilterService>("filter-service")
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.Gateway>("gateway")
    .WithReference(redis).WaitFor(redis)
    .WithReference(mockLlm).WaitFor(mockLlm)
    .WithReference(filterService).WaitFor(filterService)
    .WithEnvironment("Gateway__OutputFilters__0__Name", "pii")
    .WithEnvironment("Gateway__OutputFilters__0__Address", filterService.GetEndpoint("http"))
    .WithEnvironment("Gateway__OutputFilters__0__Mode", "chunk")
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Gateway API")
    .WithHttpCommand("/v1/chat/completions", "Send a sample chat", commandOptions: new HttpCommandOptions
    {
        IconName = "ChatSparkle",
        IsHighlighted = true,
        PrepareRequest = context =>
        {
            context.Request.Content = new StringContent(
                """{"model":"mock","messages":[{"role":"user","content":"Say hello from the dashboard."}]}""",
                System.Text.Encoding.UTF8,
                "application/json");
            return Task.CompletedTask;
        },
        GetCommandResult = async context =>
        {
            var answer = await context.Response.Content.ReadAsStringAsync(context.CancellationToken);
            return context.Response.IsSuccessStatusCode
                ? CommandResults.Success("The gateway answered.", answer, CommandResultFormat.Json)
                : CommandResults.Failure($"The gateway answered {(int)context.Response.StatusCode}: {answer}");
        },
    });

builder.Build().Run();
