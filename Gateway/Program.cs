using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Commands;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Conversations.Endpoints;
using LlmAspire.Gateway.Costs;
using LlmAspire.Gateway.Filters;
using LlmAspire.Gateway.Forwarding;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Signals;
using LlmAspire.Gateway.Telemetry;

if (Verbs.Run(args) is { } exitCode)
{
    return exitCode;
}

var builder = ServiceBuilder.Create(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.AddServiceDefaults();
builder.Services.AddGatewayTelemetry();
builder.Services.AddApiKeys();
builder.Services.AddProviders();
builder.Services.AddCosts();
builder.Services.AddFilters();
builder.Services.AddConversations(builder.Configuration);
builder.Services.AddSignals();
builder.Services.AddForwarding();

var app = builder.Build();
app.UseGatewayAnswers();
app.UseApiKeys();
app.MapDefaultEndpoints();
app.MapModels();
app.MapConversations();
app.MapLlmApis();
app.MapSignals();
app.MapUnknownPaths();
return app.RunService();
