using LlmAspire.AppHost;

var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
{
    Args = args,
    DashboardApplicationName = "LlmAspire",
});

var redis = builder.AddRedis("redis")
    .WithConversationFlush();

var mockLlm = builder.AddProject<Projects.MockLlm>("mock-llm")
    .WithHttpHealthCheck("/health")
    .WithFaultSwitches();

var filterService = builder.AddProject<Projects.FilterService>("filter-service")
    .WithStreamEndpoint()
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.Gateway>("gateway")
    .WithReference(redis)
    .WithReference(mockLlm)
    .WithReference(filterService)
    .WaitFor(redis)
    .WaitFor(mockLlm)
    .WaitFor(filterService)
    .WithOutputFilter("pii", "http://_stream.filter-service/filters/pii")
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => url.DisplayText = "Gateway")
    .WithSampleChat()
    .WithConversationList();

builder.Build().Run();
